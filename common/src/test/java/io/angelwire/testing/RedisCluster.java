package io.angelwire.testing;

import static org.awaitility.Awaitility.await;

import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real Redis Cluster of three masters on the loopback address; a replica only where one is asked for. */
public final class RedisCluster implements RedisEndpoint {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final List<RedisProcess> nodes = new ArrayList<>();
    private final Path directory;
    private final String[] settings;
    private RedisProcess replica;

    private RedisCluster(String... settings) {
        this.settings = settings;
        try {
            directory = Files.createTempDirectory("redis-cluster");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RedisCluster start(String... settings) {
        RedisCluster cluster = new RedisCluster(settings);
        try {
            for (int i = 0; i < MASTERS; i++) {
                cluster.nodes.add(cluster.startNode());
            }
            cluster.join();
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private RedisProcess startNode() {
        return RedisProcess.startOnFreePort(port -> {
            List<String> all = new ArrayList<>(List.of(
                    "cluster-enabled yes",
                    "cluster-config-file nodes-" + port + ".conf",
                    "cluster-node-timeout 5000",
                    "repl-diskless-sync-delay 0",
                    "dir " + directory));
            all.addAll(List.of(settings));
            return RedisProcess.startOn(port, all.toArray(String[]::new));
        });
    }

    private void join() {
        for (int i = 0; i < MASTERS; i++) {
            nodes.get(i).ask("CLUSTER ADDSLOTSRANGE " + firstSlot(i) + " " + (firstSlot(i + 1) - 1));
            nodes.get(i).ask("CLUSTER MEET 127.0.0.1 " + nodes.get(0).port());
        }
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> nodes.stream().allMatch(node -> {
                    String info = node.ask("CLUSTER INFO");
                    return info.contains("cluster_state:ok") && info.contains("cluster_size:" + MASTERS);
                }));
    }

    /** Starts a replica of the master that has the slot of a hash tag, and waits until it has all of its data. */
    public void replicate(String hashTag) {
        RedisProcess master = nodes.get(masterOf(slotOf(hashTag)));
        String masterId = master.ask("CLUSTER MYID");
        replica = startNode();
        replica.ask("CLUSTER MEET 127.0.0.1 " + master.port());
        await().until(() -> replica.ask("CLUSTER REPLICATE " + masterId).equals("+OK"));
        // The masters tell each other of it by and by; clients may ask any of them.
        await().until(() -> replica.ask("INFO replication").contains("master_link_status:up")
                && nodes.stream()
                        .allMatch(node -> node.ask("CLUSTER NODES").contains(replica.port() + "@")
                                && node.ask("CLUSTER NODES").contains("slave " + masterId)));
    }

    /** Kills the master that has the replica, and waits until that has taken over. */
    public void failOver(String hashTag) {
        nodes.forEach(node -> node.ask("CONFIG SET cluster-node-timeout 1000"));
        replica.ask("CONFIG SET cluster-node-timeout 1000");
        int index = masterOf(slotOf(hashTag));
        nodes.get(index).process().kill();
        // A master's role has three parts, a replica's five.
        await().atMost(Duration.ofSeconds(30)).until(() -> replica.ask("ROLE").equals("*3"));
        nodes.set(index, replica).close();
        replica = null;
    }

    private int slotOf(String hashTag) {
        return Integer.parseInt(
                nodes.get(0).ask("CLUSTER KEYSLOT {" + hashTag + "}").substring(1));
    }

    private static int firstSlot(int master) {
        return SLOTS * master / MASTERS;
    }

    /** @return its index among the {@link #nodes} */
    public int masterOf(int slot) {
        int master = 0;
        while (slot >= firstSlot(master + 1)) {
            master++;
        }
        return master;
    }

    /** Hands the slot of a hash tag over to the next master, with its keys. */
    public void moveSlotOf(String hashTag) {
        int slot = slotOf(hashTag);
        RedisProcess from = nodes.get(masterOf(slot));
        RedisProcess to = nodes.get((masterOf(slot) + 1) % MASTERS);
        String toId = to.ask("CLUSTER MYID");
        to.tellAll("CLUSTER SETSLOT " + slot + " IMPORTING " + from.ask("CLUSTER MYID"));
        from.tellAll("CLUSTER SETSLOT " + slot + " MIGRATING " + toId);
        for (String key : from.askForList("CLUSTER GETKEYSINSLOT " + slot + " 1000")) {
            from.tellAll("MIGRATE 127.0.0.1 " + to.port() + " " + key + " 0 5000");
        }
        to.tellAll("CLUSTER SETSLOT " + slot + " NODE " + toId);
        from.tellAll("CLUSTER SETSLOT " + slot + " NODE " + toId);
        nodes.forEach(node -> node.tellAll("CLUSTER SETSLOT " + slot + " NODE " + toId));
    }

    public List<RedisProcess> nodes() {
        return nodes;
    }

    @Override
    public RedisOptions options() {
        RedisOptions options = RedisEndpoint.clientOptions().setType(RedisClientType.CLUSTER);
        nodes.forEach(node -> options.addConnectionString(node.url()));
        return options;
    }

    @Override
    public void tellAll(String command) {
        nodes.forEach(node -> node.tellAll(command));
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
        if (replica != null) {
            replica.close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
