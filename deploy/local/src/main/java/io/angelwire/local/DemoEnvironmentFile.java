package io.angelwire.local;

import io.angelwire.local.client.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/** The demo users' tokens as shell variables, so that a command line can name them. Readable by its owner alone. */
record DemoEnvironmentFile(Path path) {

    static DemoEnvironmentFile write(Path path, List<Session> sessions) {
        try {
            Files.deleteIfExists(path);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            for (Session session : sessions) {
                String line = session.role().toUpperCase(Locale.ROOT) + "=" + session.token() + "\n";
                Files.writeString(path, line, java.nio.file.StandardOpenOption.APPEND);
            }
            return new DemoEnvironmentFile(path);
        } catch (IOException e) {
            throw new StackException("Cannot write " + path + ": " + e, e);
        }
    }
}
