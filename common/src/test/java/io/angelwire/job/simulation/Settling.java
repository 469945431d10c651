package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unless;
import static io.angelwire.job.simulation.Violation.unlessEqual;

import io.angelwire.job.redis.Script;
import io.angelwire.job.simulation.JobModel.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The end of a run: whoever was there dies, time goes on, and one healthy node per queue must bring every job to its end.
 * Then all is forgotten, and nothing may be left.
 */
final class Settling {

    private static final int MOST_ROUNDS = 200;
    private static final long ROUND_MILLIS = 401;

    private final World world;
    private final List<Node> nodes;
    private final List<NoticeRelay> relays;
    private final Runnable check;
    private final List<Node> healthy = new ArrayList<>();

    Settling(World world, List<Node> nodes, List<NoticeRelay> relays, Runnable check) {
        this.world = world;
        this.nodes = nodes;
        this.relays = relays;
        this.check = check;
    }

    void run() {
        nodes.clear();
        for (QueueModel queue : world.queues) {
            if (queue.settings.paused) {
                world.execute("operator", new OutsideCalls(world, queue).configure("paused", ""));
            }
            Node node = new Node(world, queue, "healthy", true);
            healthy.add(node);
            nodes.add(node);
        }
        int rounds = 0;
        while (!allEnded()) {
            unless(++rounds <= MOST_ROUNDS, "jobs that never end: %s", unended());
            world.pass(ROUND_MILLIS);
            healthy.forEach(this::round);
            tellParents();
        }
        check.run();
        world.queues.forEach(queue -> world.execute("console", new OutsideCalls(world, queue).count()));
        lateCalls();
        world.queues.forEach(this::forget);
        check.run();
        world.queues.forEach(Settling::nothingIsLeft);
    }

    private boolean allEnded() {
        return world.queues.stream()
                .allMatch(queue ->
                        queue.notices.isEmpty() && queue.jobs.values().stream().allMatch(JobModel::hasEnded));
    }

    private List<JobModel> unended() {
        return world.queues.stream()
                .flatMap(queue -> queue.jobs.values().stream())
                .filter(job -> !job.hasEnded())
                .toList();
    }

    /** What a node does all the time; calls that the model says would do nothing are left out. */
    private void round(Node node) {
        QueueModel queue = node.queue;
        node.keepLease();
        if (queue.delayed().stream().anyMatch(job -> job.due <= world.now())) {
            world.execute("healthy", node.loops.promoteDelayed(500));
        }
        rescueAll(node);
        // Once even if the limits let nothing through: a take reports which of the last ones have started.
        for (int takes = 0; takes == 0 ? queue.somethingWaits() : mayTake(node); takes++) {
            node.workOff(10);
        }
    }

    private boolean mayTake(Node node) {
        QueueModel queue = node.queue;
        return queue.allowed(1, world.now()) > 0 && queue.somethingToTake(node.consumer(), world.now());
    }

    private void rescueAll(Node node) {
        while (node.queue.firstLapsed(world.now()) != null) {
            world.execute("healthy", node.loops.rescue(100));
        }
    }

    private void tellParents() {
        for (NoticeRelay relay : relays) {
            while (!relay.isIdle() || relay.hasNews()) {
                relay.step();
            }
        }
    }

    /** Whatever those who died had still to say changes nothing. */
    private void lateCalls() {
        Map<String, State> before = states();
        for (Call call : world.echoes) {
            if (call.script() != Script.ENQUEUE && call.script() != Script.ENQUEUE_PLAIN) {
                world.execute("echo", call);
                world.count("calls that reached Redis again, late");
            }
        }
        world.echoes.clear();
        unlessEqual(before, states(), "states before and after late calls");
    }

    private Map<String, State> states() {
        Map<String, State> states = new TreeMap<>();
        world.queues.forEach(queue ->
                queue.jobs.values().forEach(job -> states.put(queue.name + " " + job.id(), job.state)));
        return states;
    }

    private void forget(QueueModel queue) {
        ConsumerCalls calls = new ConsumerCalls(world, queue);
        LoopCalls loops = new LoopCalls(world, queue);
        OutsideCalls outside = new OutsideCalls(world, queue);
        for (String consumer : List.copyOf(queue.consumers.keySet())) {
            world.execute("healthy", calls.retire(consumer));
            world.execute("healthy", loops.rescue(100));
        }
        world.pass(10_000);
        world.execute("healthy", loops.trim(1));
        if (!queue.jobs.isEmpty()) {
            world.execute("operator", outside.remove(List.copyOf(queue.jobs.keySet())));
        }
        world.pass(QueueModel.DROPPED_MILLIS);
        world.execute("healthy", loops.trim(1));
    }

    private static void nothingIsLeft(QueueModel queue) {
        unlessEqual(Map.of(), queue.jobs, "jobs left in " + queue.name);
        unlessEqual(Map.of(), queue.consumers, "consumers left in " + queue.name);
        unlessEqual(Map.of(), queue.claims, "deduplication keys left in " + queue.name);
        unlessEqual(Map.of(), queue.lines.active, "slots of keys left in " + queue.name);
        unlessEqual(Map.of(), queue.limiter.open, "open grants left in " + queue.name);
        unlessEqual(List.of(), queue.notices, "notices left in " + queue.name);
    }
}
