package io.angelwire.job.simulation;

import io.angelwire.job.simulation.JobModel.State;
import java.util.ArrayList;
import java.util.List;

/** Somebody at the console. */
final class Operator {

    private final World world;

    Operator(World world) {
        this.world = world;
    }

    void step() {
        QueueModel queue = world.queues.get(world.chance(80) ? 0 : 1);
        OutsideCalls calls = new OutsideCalls(world, queue);
        int dice = world.random.nextInt(100);
        if (dice < 22) {
            world.execute("operator", calls.cancel(some(queue)));
        } else if (dice < 34) {
            world.execute("operator", calls.remove(some(queue)));
        } else if (dice < 50) {
            world.execute("operator", calls.retry(some(queue, State.FAILED)));
        } else if (dice < 64) {
            world.execute("operator", calls.promote(some(queue, State.DELAYED)));
        } else if (dice < 76) {
            replay(queue);
        } else if (dice < 83) {
            world.execute("operator", calls.configure("paused", queue.settings.paused ? "" : "1"));
        } else {
            String limit = world.pick("rate-limit", "global-concurrency", "key-rate-limit", "key-concurrency");
            boolean rate = limit.contains("rate");
            if (!rate || world.ratesMeanSomething) {
                world.execute("operator", calls.configure(limit, world.pick("", "0", "1", "2", "4")));
                if (limit.startsWith("key-")) {
                    world.execute("operator", calls.reviewKeys());
                }
            }
        }
    }

    private List<String> some(QueueModel queue) {
        return some(queue, null);
    }

    /** Jobs in that state (null: in any) and one that may be in another. */
    private List<String> some(QueueModel queue, State state) {
        List<String> ids = new ArrayList<>();
        queue.jobs.values().stream()
                .filter(job -> state == null || job.state == state)
                .map(JobModel::id)
                .forEach(ids::add);
        List<String> some = new ArrayList<>();
        for (int i = world.random.nextInt(1, 3); i > 0 && !ids.isEmpty(); i--) {
            some.add(world.pick(ids));
        }
        some.add("j" + world.random.nextInt(1, 30));
        return some.stream().distinct().toList();
    }

    /** The failed job is enqueued anew for its dead letter, perhaps long after that was read. */
    private void replay(QueueModel queue) {
        List<JobModel> failed = List.copyOf(queue.failed);
        if (failed.isEmpty()) {
            return;
        }
        JobModel job = world.pick(failed);
        String entry = (String) world.redis().call("HGET", queue.prefix + "job:" + job.id(), "dead");
        JobSpec spec = job.spec;
        JobSpec again = new JobSpec(
                spec.id(), spec.lane(), 0, spec.attempts(), spec.key(), spec.dedup(), spec.parent(), List.of());
        Call call = EnqueueCall.of(world, queue, List.of(again), new EnqueueCall.Replay(entry, job, job.deaths));
        if (world.chance(50)) {
            world.execute("operator", call);
        }
        if (world.chance(50)) {
            world.echoes.add(call);
        }
    }
}
