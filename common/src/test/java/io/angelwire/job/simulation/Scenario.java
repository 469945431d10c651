package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unless;

import java.util.ArrayList;
import java.util.List;

/** One run: some settings, some nodes, jobs, and whatever may happen to them; all of it follows from the seed. */
final class Scenario {

    private static final int STEPS_BETWEEN_CHECKS = 25;

    private final World world;
    private final List<Node> nodes = new ArrayList<>();
    private final List<NoticeRelay> relays = new ArrayList<>();
    private final Producer producer;
    private final Operator operator;
    private int nodesEver;

    Scenario(long seed, RespClient redis, Coverage coverage) {
        world = new World(seed, redis, coverage);
        world.ratesMeanSomething = !world.chance(10);
        for (String name : List.of("a", "b")) {
            Settings settings = new Settings(world.random);
            if (!world.ratesMeanSomething) {
                settings.withoutRates();
            }
            // A name of its own: what one run leaves does not reach another.
            QueueModel queue = new QueueModel(name + Long.toUnsignedString(seed), settings);
            world.queues.add(queue);
            relays.add(new NoticeRelay(world, queue));
            relays.add(new NoticeRelay(world, queue));
        }
        producer = new Producer(world);
        operator = new Operator(world);
        nodes.add(newNode(world.queues.get(0)));
        nodes.add(newNode(world.queues.get(0)));
        nodes.add(newNode(world.queues.get(1)));
    }

    World world() {
        return world;
    }

    /** @throws Violation if the engine did what it must not */
    void run() {
        world.redis().call("FLUSHDB");
        int steps = world.random.nextInt(50, 100);
        for (int step = 1; step <= steps; step++) {
            passTime();
            step(world.random.nextInt(100));
            if (step % STEPS_BETWEEN_CHECKS == 0) {
                check();
            }
        }
        producer.finish();
        new Settling(world, nodes, relays, this::check).run();
        world.coverage.add("steps", steps);
        world.coverage.add("calls of scripts", world.calls());
    }

    private void passTime() {
        int dice = world.random.nextInt(100);
        if (dice < 5) {
            world.pass(world.random.nextInt(300, 1_500));
        } else if (dice < 8 && !world.ratesMeanSomething) {
            world.pass(-world.random.nextInt(1, 300));
            world.count("steps of the clock, backwards");
        } else {
            world.pass(world.random.nextInt(0, 25));
        }
    }

    private void step(int dice) {
        if (dice < 66) {
            stepNode();
        } else if (dice < 79) {
            producer.step();
        } else if (dice < 86) {
            operator.step();
        } else if (dice < 94) {
            world.pick(relays).step();
        } else if (dice < 98) {
            echo();
        } else {
            QueueModel queue = world.pick(world.queues);
            world.execute("console", new OutsideCalls(world, queue).count());
        }
    }

    private void stepNode() {
        // Two of three on one queue: their calls are to get in each other's way.
        Node node = nodes.get(world.chance(80) ? world.random.nextInt(2) : 2);
        if (node.isDead()) {
            nodes.set(nodes.indexOf(node), newNode(node.queue));
        } else {
            node.step();
        }
    }

    private Node newNode(QueueModel queue) {
        return new Node(world, queue, "node" + ++nodesEver, false);
    }

    private void echo() {
        if (!world.echoes.isEmpty()) {
            world.execute("echo", world.echoes.remove(world.random.nextInt(world.echoes.size())));
            world.count("calls that reached Redis again, late");
        }
    }

    private void check() {
        Invariants.check(world, nodes);
        unless(world.trace.size() < 20_000, "a run without an end");
    }
}
