package io.angelwire.local;

import io.angelwire.local.process.Program;
import io.angelwire.local.process.SupervisedProcess;
import io.angelwire.local.process.Supervisor;
import io.angelwire.local.server.Mailbox;
import io.angelwire.local.server.PostgresServer;
import io.angelwire.local.server.RedisCluster;
import io.angelwire.local.server.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** What the services need around them: Redis, PostgreSQL and somewhere to send mails to. */
final class Servers {

    private static final Duration START = Duration.ofSeconds(60);

    private final List<SupervisedProcess> redis;
    private final RedisCluster cluster;
    private final String redisUrls;
    private final SupervisedProcess mailbox;
    private final SupervisedProcess postgres;
    private final PostgresServer database;

    private Servers(
            List<SupervisedProcess> redis,
            RedisCluster cluster,
            String redisUrls,
            SupervisedProcess mailbox,
            SupervisedProcess postgres,
            PostgresServer database) {
        this.redis = redis;
        this.cluster = cluster;
        this.redisUrls = redisUrls;
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
        List<RedisCluster.Node> nodes = options.redisCluster() ? clusterNodes(ports) : List.of();
        RedisCluster cluster = nodes.isEmpty() ? null : new RedisCluster(nodes);
        List<Program> redisPrograms = cluster == null
                ? List.of(RedisServer.program(programs, directory.redis(), ports.of(Endpoint.REDIS)))
                : cluster.programs(programs, directory.redis());
        List<SupervisedProcess> redis =
                redisPrograms.stream().map(supervisor::start).toList();
        String redisUrls = cluster == null
                ? redisUrl(ports.of(Endpoint.REDIS))
                : nodes.stream().map(node -> redisUrl(node.port())).collect(Collectors.joining(","));
        SupervisedProcess mailbox = supervisor.start(
                Mailbox.program(packages, directory.mails(), ports.of(Endpoint.SMTP), ports.of(Endpoint.MAILBOX)));
        PostgresServer database =
                PostgresServer.prepare(programs, directory.postgres(), initialLog, ports.of(Endpoint.POSTGRES));
        SupervisedProcess postgres = supervisor.start(database.program());
        for (SupervisedProcess server : redis) {
            server.awaitReady(START);
        }
        if (cluster != null) {
            cluster.join();
        }
        mailbox.awaitReady(START);
        postgres.awaitReady(START);
        return new Servers(redis, cluster, redisUrls, mailbox, postgres, database);
    }

    private static List<RedisCluster.Node> clusterNodes(Ports ports) {
        List<RedisCluster.Node> nodes = new ArrayList<>();
        while (nodes.size() < RedisCluster.NODES) {
            int port = nodes.isEmpty() ? ports.of(Endpoint.REDIS) : ports.another();
            nodes.add(new RedisCluster.Node(port, ports.another()));
        }
        return nodes;
    }

    private static String redisUrl(int port) {
        return "redis://127.0.0.1:" + port;
    }

    /** The one Redis, or the first node of the cluster. */
    SupervisedProcess redis() {
        return redis.get(0);
    }

    /** The process that has the keys with this hash tag at the moment; empty while none has. */
    Optional<SupervisedProcess> redisMasterOf(String hashTag) {
        if (cluster == null) {
            return Optional.of(redis());
        }
        OptionalInt master = cluster.masterOf(hashTag);
        return master.isPresent() ? Optional.of(redis.get(master.getAsInt())) : Optional.empty();
    }

    /** As services are told. */
    String redisUrls() {
        return redisUrls;
    }

    boolean redisIsCluster() {
        return cluster != null;
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
