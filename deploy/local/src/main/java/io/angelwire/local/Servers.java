package io.angelwire.local;

import io.angelwire.local.process.SupervisedProcess;
import io.angelwire.local.process.Supervisor;
import io.angelwire.local.server.Mailbox;
import io.angelwire.local.server.PostgresServer;
import io.angelwire.local.server.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the services need around them: Redis, PostgreSQL and somewhere to send mails to. */
final class Servers {

    private static final Duration START = Duration.ofSeconds(60);

    private final SupervisedProcess redis;
    private final SupervisedProcess mailbox;
    private final SupervisedProcess postgres;
    private final PostgresServer database;

    private Servers(
            SupervisedProcess redis, SupervisedProcess mailbox, SupervisedProcess postgres, PostgresServer database) {
        this.redis = redis;
        this.mailbox = mailbox;
        this.postgres = postgres;
        this.database = database;
    }

    /** Starts all of them at the same time and waits until they serve. */
    static Servers start(StackOptions options, DataDirectory directory, Ports ports, Supervisor supervisor)
            throws InterruptedException {
        Path programs = options.programs(directory);
        Path packages = options.repository().resolve("deploy/local/mailbox");
        Path initialLog = directory.logs().resolve("postgres.log");
        SupervisedProcess redis =
                supervisor.start(RedisServer.program(programs, directory.redis(), ports.of(Endpoint.REDIS)));
        SupervisedProcess mailbox = supervisor.start(
                Mailbox.program(packages, directory.mails(), ports.of(Endpoint.SMTP), ports.of(Endpoint.MAILBOX)));
        PostgresServer database =
                PostgresServer.prepare(programs, directory.postgres(), initialLog, ports.of(Endpoint.POSTGRES));
        SupervisedProcess postgres = supervisor.start(database.program());
        for (SupervisedProcess server : List.of(redis, mailbox, postgres)) {
            server.awaitReady(START);
        }
        return new Servers(redis, mailbox, postgres, database);
    }

    SupervisedProcess redis() {
        return redis;
    }

    SupervisedProcess mailbox() {
        return mailbox;
    }

    SupervisedProcess postgres() {
        return postgres;
    }

    PostgresServer database() {
        return database;
    }
}
