package io.angelwire.local.server;

import io.angelwire.local.StackException;
import io.angelwire.local.process.Program;
import io.angelwire.local.process.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A real PostgreSQL on the loopback address, with the database {@code angelwire} and a role of that name that owns it. */
public final class PostgresServer {

    /** Of the role and of the database. */
    public static final String NAME = "angelwire";

    /** In the data folder: the password of the role and of the superuser. */
    public static final String PASSWORD_FILE = "password";

    private final Path home;
    private final PostgresCluster cluster;
    private final int port;

    private PostgresServer(Path home, PostgresCluster cluster, int port) {
        this.home = home;
        this.cluster = cluster;
        this.port = port;
    }

    /**
     * Unpacks the programs and creates the database cluster, unless that was done before.
     *
     * @param log where the words of the creation go
     */
    public static PostgresServer prepare(Path programs, Path data, Path log, int port) {
        try {
            Path home = PostgresBinaries.unpack(programs);
            return new PostgresServer(home, PostgresCluster.in(data, home, log), port);
        } catch (IOException e) {
            throw new StackException("Cannot prepare PostgreSQL in " + data + ": " + e, e);
        }
    }

    public Program program() {
        List<String> command = Unprivileged.command(List.of(
                home.resolve("bin/postgres").toString(),
                "-D",
                cluster.folder().toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "shared_buffers=16MB",
                "-c",
                "max_connections=50",
                // No helpers for what one machine's work never needs: each is a process.
                "-c",
                "io_method=sync",
                "-c",
                "max_logical_replication_workers=0",
                "-c",
                "max_parallel_workers_per_gather=0",
                "-c",
                "timezone=UTC"));
        return new Program(
                "postgres",
                command,
                Map.of(),
                cluster.folder().getParent(),
                this::serves,
                StopSignal.INT,
                Duration.ofSeconds(10),
                true);
    }

    public String jdbcUrl() {
        return jdbcUrl(NAME);
    }

    public String password() {
        return cluster.password();
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), NAME, password());
    }

    private String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Also creates the role and the database where they are missing: they are part of being ready. */
    private boolean serves() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", PostgresCluster.SUPERUSER);
        properties.setProperty("password", password());
        properties.setProperty("connectTimeout", "2");
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), properties);
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "select from pg_roles where rolname = '" + NAME + "'")) {
                statement.execute("create role " + NAME + " login password '" + password() + "'");
            }
            if (!exists(statement, "select from pg_database where datname = '" + NAME + "'")) {
                statement.execute("create database " + NAME + " owner " + NAME);
            }
            return true;
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
