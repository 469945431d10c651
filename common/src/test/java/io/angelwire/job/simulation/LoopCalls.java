package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unlessEqual;

import io.angelwire.job.redis.Script;
import java.util.List;
import java.util.Map;

/** What every node's background loops call for the whole queue, each with what it is to do and to answer. */
final class LoopCalls {

    private final World world;
    private final QueueModel queue;

    LoopCalls(World world, QueueModel queue) {
        this.world = world;
        this.queue = queue;
    }

    Call promoteDelayed(int most) {
        return new Call(queue, Script.PROMOTE_DELAYED, List.of(Integer.toString(most)), answer -> {
            List<JobModel> delayed = queue.delayed();
            List<JobModel> due = delayed.stream()
                    .filter(job -> job.due <= world.now())
                    .limit(most)
                    .toList();
            long late = due.isEmpty() ? 0 : world.now() - due.get(0).due;
            due.forEach(job -> queue.makeReady(job, job.lane));
            long next = due.size() == delayed.size() ? -1 : Math.max(delayed.get(due.size()).due - world.now(), 0);
            unlessEqual(List.of((long) due.size(), next, late), answer, "promoted, next due, how late");
            world.coverage.add("jobs: promoted when due", due.size());
        });
    }

    Call rescue(int most) {
        Settings settings = queue.settings;
        List<String> arguments = List.of(
                Integer.toString(most),
                Integer.toString(settings.redeliveries),
                Integer.toString(settings.keepFailed),
                Integer.toString(settings.keep));
        return new Call(queue, Script.RESCUE_STALLED, arguments, answer -> {
            String consumer = queue.firstLapsed(world.now());
            if (consumer == null) {
                unlessEqual(List.of("", 0L, 0L), answer, "rescue of nobody");
                return;
            }
            queue.consumers.put(consumer, 0L);
            queue.limiter.started(consumer, world.now(), Map.of());
            List<JobModel> held = queue.heldBy(consumer);
            int rescued = 0;
            int buried = 0;
            for (JobModel job : held.subList(0, Math.min(most, held.size()))) {
                job.redeliveries++;
                if (job.cancelRequested) {
                    queue.cancel(job, world.now());
                    world.count("jobs: cancelled when their consumer had died");
                } else if (job.redeliveries > settings.redeliveries) {
                    queue.bury(job, world.now(), settings.keepFailed);
                    buried++;
                } else {
                    if (job.spec.key() != null) {
                        queue.lines.free(job);
                    }
                    queue.makeReady(job, job.redeliveries > 1 ? 's' : 'r');
                    rescued++;
                }
            }
            queue.trim(queue.failed, settings.keepFailed);
            if (held.size() <= most) {
                queue.consumers.remove(consumer);
                queue.cancels.remove(consumer);
            }
            unlessEqual(List.of(consumer, (long) rescued, (long) buried), answer, "rescued");
            world.count("consumers presumed dead");
            world.coverage.add("jobs: rescued", rescued);
            world.coverage.add("jobs: dead letters for their crashes", buried);
        });
    }

    Call trim(long age) {
        return new Call(queue, Script.TRIM, List.of(Long.toString(age), "0", "200"), answer -> {
            long before = world.now() - age;
            int forgotten = 0;
            for (var history : List.of(queue.completed, queue.cancelled)) {
                while (!history.isEmpty() && history.peek().endedAt < before) {
                    queue.jobs.remove(history.poll().id());
                    forgotten++;
                }
            }
            int dropped = queue.dropped.size();
            queue.dropped.values().removeIf(claim -> claim.until() <= world.now());
            forgotten += dropped - queue.dropped.size();
            unlessEqual((long) forgotten, answer, "forgotten for their age");
            world.coverage.add("jobs: forgotten for their age", forgotten);
        });
    }
}
