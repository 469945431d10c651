package io.angelwire.local;

import io.angelwire.local.client.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;

/** The demo users' tokens as shell variables, so that a command line can name them. Readable by its owner alone. */
record DemoEnvironmentFile(Path path) {

    static String line(Session session) {
        return session.role().toUpperCase(Locale.ROOT) + "=" + session.token() + "\n";
    }

    static DemoEnvironmentFile write(Path path, List<Session> sessions) {
        try {
            Files.deleteIfExists(path);
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            for (Session session : sessions) {
                Files.writeString(path, line(session), StandardOpenOption.APPEND);
            }
            return new DemoEnvironmentFile(path);
        } catch (IOException e) {
            throw new StackException("Cannot write " + path + ": " + e, e);
        }
    }
}
