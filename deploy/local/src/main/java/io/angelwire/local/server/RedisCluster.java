package io.angelwire.local.server;

import io.angelwire.local.StackException;
import io.angelwire.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A real Redis Cluster on the loopback address: three masters, and a replica of each. */
public final class RedisCluster {

    public static final int NODES = 6;

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final long BETWEEN_QUESTIONS_MILLIS = 50;
    private static final int QUESTIONS = 600;
    private static final int QUESTIONS_PER_REMINDER = 40;
    private static final Pattern MYSELF_A_REPLICA = Pattern.compile("myself,slave (\\w+)");

    /** @param busPort at which the nodes talk to each other */
    public record Node(int port, int busPort) {}

    private interface Question {
        boolean answered() throws IOException;
    }

    private final List<Node> nodes;

    /** @param nodes {@value #NODES} of them */
    public RedisCluster(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** A program for each node, in their order. What a node knows of the others is kept in its data. */
    public List<Program> programs(Path programs, Path data) {
        List<Program> all = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            String name = "redis-" + (i + 1);
            Node node = nodes.get(i);
            List<String> options = List.of(
                    "--cluster-enabled",
                    "yes",
                    "--cluster-port",
                    Integer.toString(node.busPort()),
                    // A replica takes over after that and about a second more; on a machine that is busy much shorter
                    // ones
                    // are taken for dead by mistake.
                    "--cluster-node-timeout",
                    "3000",
                    "--repl-diskless-sync-delay",
                    "0");
            all.add(RedisServer.program(name, programs, folder(data.resolve(name)), node.port(), options));
        }
        return all;
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StackException("Cannot create " + folder + ": " + e, e);
        }
    }

    /**
     * Makes the running nodes a cluster, or one again: those that know each other from an earlier run may have other
     * ports now. Returns when all slots are served and each master has its replica.
     *
     * @throws StackException if that takes too long
     */
    public void join() throws InterruptedException {
        try {
            boolean isNew = ask(0, "CLUSTER INFO").contains("cluster_slots_assigned:0\r");
            for (Node node : nodes.subList(1, nodes.size())) {
                ask(0, "CLUSTER MEET 127.0.0.1 " + node.port() + " " + node.busPort());
            }
            if (isNew) {
                for (int i = 0; i < MASTERS; i++) {
                    ask(i, "CLUSTER ADDSLOTSRANGE " + firstSlot(i) + " " + (firstSlot(i + 1) - 1));
                }
            }
            awaitEach("cluster_known_nodes:" + nodes.size() + "\r");
            Map<Integer, String> masters = isNew ? newMasters() : knownMasters();
            for (Map.Entry<Integer, String> replica : masters.entrySet()) {
                replicate(replica.getKey(), replica.getValue());
            }
            awaitEach("cluster_state:ok");
        } catch (IOException e) {
            throw new StackException("The Redis Cluster cannot be formed: " + e, e);
        }
    }

    /** @return the index of the node that has the slot of this hash tag at the moment; empty while none has */
    public OptionalInt masterOf(String hashTag) {
        return IntStream.range(0, nodes.size())
                .filter(node -> serves(node, hashTag))
                .findFirst();
    }

    /** Others refuse and say which does. */
    private boolean serves(int node, String hashTag) {
        try {
            String answer = ask(node, "GET {" + hashTag + "}");
            return answer == null || !answer.startsWith("-");
        } catch (IOException e) {
            return false;
        }
    }

    /** By the index of the replica the id of its master. */
    private Map<Integer, String> newMasters() throws IOException {
        Map<Integer, String> masters = new HashMap<>();
        for (int i = 0; i < MASTERS; i++) {
            masters.put(i + MASTERS, ask(i, "CLUSTER MYID"));
        }
        return masters;
    }

    /** A replica may have taken over in the last run, and its master come back as a replica. */
    private Map<Integer, String> knownMasters() throws IOException {
        Map<Integer, String> masters = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            Matcher replica = MYSELF_A_REPLICA.matcher(ask(i, "CLUSTER NODES"));
            if (replica.find()) {
                masters.put(i, replica.group(1));
            }
        }
        return masters;
    }

    /** Told again from time to time: a replica goes on asking its master's old port until it is. */
    private void replicate(int replica, String master) throws IOException, InterruptedException {
        AtomicInteger questions = new AtomicInteger();
        await(() -> {
            if (questions.getAndIncrement() % QUESTIONS_PER_REMINDER == 0) {
                ask(replica, "CLUSTER REPLICATE " + master);
            }
            return ask(replica, "INFO replication").contains("master_link_status:up");
        });
    }

    private void awaitEach(String state) throws IOException, InterruptedException {
        for (int i = 0; i < nodes.size(); i++) {
            int node = i;
            await(() -> ask(node, "CLUSTER INFO").contains(state));
        }
    }

    private static void await(Question question) throws IOException, InterruptedException {
        for (int i = 0; i < QUESTIONS; i++) {
            if (question.answered()) {
                return;
            }
            Thread.sleep(BETWEEN_QUESTIONS_MILLIS);
        }
        throw new StackException("The Redis Cluster is not whole after 30 s. If it does not heal, start with --fresh.");
    }

    private String ask(int node, String command) throws IOException {
        return RedisServer.ask(nodes.get(node).port(), command);
    }

    private static int firstSlot(int master) {
        return SLOTS * master / MASTERS;
    }
}
