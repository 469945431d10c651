package io.angelwire.local.server;

import io.angelwire.local.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/**
 * PostgreSQL's data on disk.
 *
 * @param folder what PostgreSQL calls the data directory
 * @param password of the superuser and of the services' role; made up when the cluster is, kept beside it
 */
record PostgresCluster(Path folder, String password) {

    static final String SUPERUSER = "postgres";

    private static final int PASSWORD_BYTES = 16;

    /**
     * Finds the cluster, or creates it.
     *
     * @param log where initdb's own words go
     */
    static PostgresCluster in(Path data, Path home, Path log) throws IOException {
        Files.createDirectories(data);
        PostgresCluster cluster = new PostgresCluster(data.resolve("cluster"), password(data));
        if (!Files.exists(cluster.folder)) {
            cluster.create(home, log);
        }
        return cluster;
    }

    private void create(Path home, Path log) throws IOException {
        Path data = folder.getParent();
        // Renamed when complete: half a cluster must not pass for one.
        Path unfinished = Files.createTempDirectory(data, "unfinished-");
        List<String> command = Unprivileged.command(List.of(
                home.resolve("bin/initdb").toString(),
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile(data),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // The same order of texts on every system.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
        ProcessBuilder initdb = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            if (initdb.start().waitFor() != 0) {
                throw new StackException("PostgreSQL could not create its data in " + data + ". Log: " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while PostgreSQL created its data", e);
        }
        Files.move(unfinished, folder);
    }

    private static String password(Path data) throws IOException {
        Path file = passwordFile(data);
        if (!Files.exists(file)) {
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random), StandardCharsets.US_ASCII);
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    private static Path passwordFile(Path data) {
        return data.resolve(PostgresServer.PASSWORD_FILE);
    }
}
