package io.angelwire.bench.realtime;

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

/** Starts the servers that are measured, and the PostgreSQL that ours needs. */
final class RealtimeServers implements AutoCloseable {

    private static final Duration POSTGRES_START = Duration.ofSeconds(60);

    private final Path module;
    private final int redisPort;
    private final Path profile;
    private final DataDirectory directory;
    private final Ports ports = Ports.anyFree();
    private final Supervisor supervisor;
    private final JwtKeys keys;
    private final PostgresServer postgres;
    private int nodes;

    /**
     * @param module the folder of the benchmark, with what its build has made
     * @param profile folder for flight recordings of our servers; null for none
     */
    RealtimeServers(Path module, int redisPort, Path profile) {
        this.module = module;
        this.profile = profile;
        this.redisPort = redisPort;
        this.directory = DataDirectory.open(module.resolve("target/realtime"));
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

    /** Signs the clients' tokens. */
    Path privateKey() {
        return keys.privateKey();
    }

    /** What the processes say that are no services. */
    Path log() {
        return directory.logs().resolve("others.log");
    }

    /** One that nobody has used; the caller ends it. */
    MeasuredServer start(RealtimeContender contender) {
        if (!contender.isOurs()) {
            String script = contender == RealtimeContender.BARE ? "socketio/bare-ws.mjs" : "socketio/server.mjs";
            return NodeServer.start(module.resolve(script), redisPort, log());
        }
        String name = "realtime-service-" + contender.protocol() + "-" + ++nodes;
        return RealtimeNode.start(
                name,
                module.resolve("../..").normalize(),
                supervisor,
                ports.another(),
                ports.another(),
                profile == null ? List.of() : List.of(recordingTo(profile.resolve(name + ".jfr"))),
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

    private static String recordingTo(Path file) {
        return "-XX:StartFlightRecording=settings=profile,filename=" + file;
    }

    /** When one of our servers has run: it applies the migrations. */
    void createDomain() {
        try (Connection database = postgres.connect()) {
            Domain.create(database);
        } catch (SQLException e) {
            throw new BenchException("Cannot connect to PostgreSQL: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        supervisor.close();
        directory.close();
    }
}
