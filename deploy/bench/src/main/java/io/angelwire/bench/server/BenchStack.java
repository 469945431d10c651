package io.angelwire.bench.server;

import io.angelwire.bench.BenchException;
import io.angelwire.local.DataDirectory;
import io.angelwire.local.JwtKeys;
import io.angelwire.local.Ports;
import io.angelwire.local.process.Leftovers;
import io.angelwire.local.process.Supervisor;
import io.angelwire.local.server.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a service of ours needs beside Redis, and the services themselves: PostgreSQL, keys, processes that are looked after. */
public final class BenchStack implements AutoCloseable {

    private static final Duration POSTGRES_START = Duration.ofSeconds(60);

    private final Path repository;
    private final int redisPort;
    private final DataDirectory directory;
    private final Ports ports = Ports.anyFree();
    private final Supervisor supervisor;
    private final JwtKeys keys;
    private final PostgresServer postgres;

    /**
     * Starts an empty PostgreSQL.
     *
     * @param module the folder of the benchmark, with what its build has made
     * @param name of the folder for data and logs
     */
    public BenchStack(Path module, String name, int redisPort) {
        this.repository = module.resolve("../..").normalize();
        this.redisPort = redisPort;
        this.directory = DataDirectory.open(module.resolve("target").resolve(name));
        this.supervisor =
                new Supervisor(directory.logs(), directory.run(), text -> System.err.println("\nangelwire: " + text));
        try {
            Leftovers.end(directory.run());
            directory.forget();
            this.keys = JwtKeys.in(directory.keys());
            this.postgres = PostgresServer.prepare(
                    directory.programs(),
                    directory.postgres(),
                    directory.logs().resolve("postgres.log"),
                    ports.another());
            supervisor.start(postgres.program()).awaitReady(POSTGRES_START);
        } catch (IOException e) {
            throw new BenchException("Cannot prepare PostgreSQL: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    public PostgresServer postgres() {
        return postgres;
    }

    /** Sign the clients' tokens, and verify them. */
    public JwtKeys keys() {
        return keys;
    }

    /** What the processes say that are no services. */
    public Path log() {
        return directory.logs().resolve("others.log");
    }

    public Connection connect() {
        try {
            return postgres.connect();
        } catch (SQLException e) {
            throw new BenchException("Cannot connect to PostgreSQL: " + e.getMessage(), e);
        }
    }

    /**
     * Starts a service, which applies the migrations if it is the first; the caller ends it.
     *
     * @param service the name of its Maven module
     * @param name of the process
     * @param moreJvmOptions beside those of a server
     */
    public MeasuredServer start(String service, String name, List<String> moreJvmOptions) {
        return ServiceNode.start(
                name,
                repository.resolve(service),
                supervisor,
                ports.another(),
                ports.another(),
                moreJvmOptions,
                Map.of(
                        "ANGELWIRE_REDIS_URL",
                        "redis://127.0.0.1:" + redisPort,
                        "ANGELWIRE_DATABASE_URL",
                        postgres.jdbcUrl(),
                        "ANGELWIRE_DATABASE_USER",
                        PostgresServer.NAME,
                        "ANGELWIRE_DATABASE_PASSWORD",
                        postgres.password(),
                        "ANGELWIRE_DATABASE_MIGRATE",
                        "true",
                        "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                        keys.publicKey().toString()));
    }

    @Override
    public void close() {
        supervisor.close();
        directory.close();
    }
}
