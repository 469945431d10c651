package io.angelwire.local.server;

import io.angelwire.local.StackException;
import io.angelwire.local.process.Program;
import io.angelwire.local.process.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A real PostgreSQL on the loopback address, with the database {@code angelwire} and a role of that name that owns it.
 * Its password is made up at the first start and kept beside the data.
 */
public final class PostgresServer {

    /** Of the role and of the database. */
    public static final String NAME = "angelwire";

    /** In the data folder: the password of the role and of the superuser. */
    public static final String PASSWORD_FILE = "password";

    private static final String SUPERUSER = "postgres";
    private static final String DATABASE_EXISTS = "42P04";
    private static final String ROLE_EXISTS = "42710";

    private final Path home;
    private final Path cluster;
    private final int port;
    private final String password;

    private PostgresServer(Path home, Path cluster, int port, String password) {
        this.home = home;
        this.cluster = cluster;
        this.port = port;
        this.password = password;
    }

    /**
     * Unpacks the programs and creates the database cluster, unless that was done before.
     *
     * @param log where initdb's own words go
     */
    public static PostgresServer prepare(Path programs, Path data, Path log, int port) {
        try {
            Path home = PostgresBinaries.unpack(programs);
            Files.createDirectories(data);
            PostgresServer server = new PostgresServer(home, data.resolve("cluster"), port, password(data));
            if (!Files.exists(server.cluster)) {
                server.createCluster(data, log);
            }
            return server;
        } catch (IOException e) {
            throw new StackException("Cannot prepare PostgreSQL in " + data + ": " + e, e);
        }
    }

    public Program program() {
        List<String> command = Unprivileged.command(List.of(
                home.resolve("bin/postgres").toString(),
                "-D",
                cluster.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=32MB"));
        return new Program(
                "postgres",
                command,
                Map.of(),
                cluster.getParent(),
                this::serves,
                StopSignal.INT,
                Duration.ofSeconds(10));
    }

    public String jdbcUrl() {
        return jdbcUrl(NAME);
    }

    public String password() {
        return password;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), NAME, password);
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Also creates the role and the database where they are missing: they are part of being ready. */
    private boolean serves() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "2");
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), properties);
                Statement statement = connection.createStatement()) {
            createUnlessThere(statement, "create role " + NAME + " login password '" + password + "'", ROLE_EXISTS);
            createUnlessThere(statement, "create database " + NAME + " owner " + NAME, DATABASE_EXISTS);
            return true;
        }
    }

    private static void createUnlessThere(Statement statement, String sql, String stateIfThere) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            if (!stateIfThere.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    private void createCluster(Path data, Path log) throws IOException {
        // Renamed when complete: half a cluster must not pass for one.
        Path unfinished = Files.createTempDirectory(data, "unfinished-");
        ProcessBuilder initdb = new ProcessBuilder(Unprivileged.command(List.of(
                        home.resolve("bin/initdb").toString(),
                        "-D",
                        unfinished.toString(),
                        "-U",
                        SUPERUSER,
                        "--pwfile",
                        passwordFile(data).toString(),
                        "-A",
                        "scram-sha-256",
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8")))
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
        Files.move(unfinished, cluster);
    }

    private static String password(Path data) throws IOException {
        Path file = passwordFile(data);
        if (!Files.exists(file)) {
            byte[] random = new byte[16];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random), StandardCharsets.US_ASCII);
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    private static Path passwordFile(Path data) {
        return data.resolve(PASSWORD_FILE);
    }
}
