package io.angelwire.job.simulation;

import io.angelwire.job.simulation.JobSpec.Dedup;
import io.angelwire.job.simulation.JobSpec.Parent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Enqueues jobs as the outbox does: until it is answered, from the beginning if the process died in between, and now and
 * then once more though all went well.
 */
final class Producer {

    private static final int MOST_CALLS = 40;

    private final World world;
    private final List<List<Call>> sent = new ArrayList<>();
    private final ArrayDeque<Call> toSend = new ArrayDeque<>();
    private List<Call> batch = List.of();
    /** Jobs of the first queue. */
    private final List<JobSpec> told = new ArrayList<>();

    private int lastId;

    Producer(World world) {
        this.world = world;
    }

    void step() {
        if (toSend.isEmpty()) {
            boolean again = !sent.isEmpty() && (world.chance(12) || sent.size() > MOST_CALLS);
            batch = again ? world.pick(sent) : world.chance(20) ? flow() : List.of(some());
            sent.add(batch);
            toSend.addAll(batch);
        }
        sendNext();
    }

    /** Nothing remains half told: the outbox keeps its rows until all is. */
    void finish() {
        while (!toSend.isEmpty()) {
            sendNext();
        }
    }

    private void sendNext() {
        int dice = world.random.nextInt(100);
        if (dice >= 4) {
            world.execute("producer", toSend.peek());
        }
        if (dice >= 10) {
            toSend.poll();
        } else {
            world.count(dice < 4 ? "requests lost" : "answers lost");
            if (world.chance(50)) {
                world.count("producers: began again");
                toSend.clear();
                toSend.addAll(batch);
            }
        }
    }

    private Call some() {
        QueueModel queue = world.queues.get(world.chance(85) ? 0 : 1);
        List<JobSpec> specs = new ArrayList<>();
        for (int i = world.random.nextInt(1, 5); i > 0; i--) {
            boolean known = !told.isEmpty() && queue == world.queues.get(0) && world.chance(10);
            specs.add(known ? world.pick(told) : job(nextId(), null, List.of()));
        }
        if (queue == world.queues.get(0)) {
            told.addAll(specs);
        }
        return EnqueueCall.of(world, queue, specs);
    }

    private JobSpec job(String id, Parent parent, List<String> children) {
        return new JobSpec(
                id,
                world.pick('n', 'n', 'n', 'n', 'h', 'l'),
                world.chance(20) ? world.random.nextInt(1, 600) : 0,
                world.random.nextInt(1, 4),
                world.chance(35) ? world.pick("a", "b", "c") : null,
                world.chance(20) ? dedup() : null,
                parent,
                children);
    }

    private Dedup dedup() {
        String mode = world.pick("drop", "debounce", "throttle");
        long ttl = mode.equals("throttle") || world.chance(20) ? world.random.nextInt(100, 1_500) : 0;
        return new Dedup(world.pick("x", "y"), mode, ttl);
    }

    /** A parent and its children, which may be parents, too; parents go first. */
    private List<Call> flow() {
        List<Call> calls = new ArrayList<>();
        flow(world.queues.get(0), nextId(), null, 2, calls);
        return calls;
    }

    private void flow(QueueModel queue, String id, Parent above, int depth, List<Call> calls) {
        List<QueueModel> queues = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<String> children = new ArrayList<>();
        for (int i = depth == 0 ? 0 : world.random.nextInt(1, 4); i > 0; i--) {
            queues.add(world.pick(world.queues));
            ids.add(nextId());
            children.add(queues.get(queues.size() - 1).name + "/" + ids.get(ids.size() - 1));
        }
        calls.add(EnqueueCall.of(world, queue, List.of(job(id, above, children))));
        Parent parent = new Parent(queue, id, world.pick("fail", "ignore", "run"));
        for (int i = 0; i < ids.size(); i++) {
            flow(queues.get(i), ids.get(i), parent, world.chance(15) ? depth - 1 : 0, calls);
        }
    }

    private String nextId() {
        return "j" + ++lastId;
    }
}
