package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unlessEqual;

import io.angelwire.job.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** What a queue's consumers call, each with what it is to do and to answer. */
final class ConsumerCalls {

    private static final long LEASE_LOST = Script.LEASE_LOST;

    private final World world;
    private final QueueModel queue;

    ConsumerCalls(World world, QueueModel queue) {
        this.world = world;
        this.queue = queue;
    }

    /** A taken job, as its consumer knows it. */
    record Held(String place, JobSpec spec, int attempts, int redeliveries, long taken) {
        String id() {
            return spec.id();
        }
    }

    Call heartbeat(String consumer, boolean register) {
        List<String> arguments = List.of(consumer, Long.toString(Settings.LEASE), register ? "1" : "0");
        return new Call(queue, Script.HEARTBEAT, arguments, answer -> {
            if (!register && !queue.holdsLease(consumer)) {
                unlessEqual(LEASE_LOST, Answer.list(answer).get(0), "heartbeat without a lease");
                world.count("late calls refused: heartbeat");
                return;
            }
            long now = world.now();
            queue.consumers.put(consumer, now + Settings.LEASE);
            queue.findStrays();
            Set<String> cancels = queue.cancels.getOrDefault(consumer, new TreeSet<>());
            cancels.removeIf(place -> queue.heldBy(consumer).stream().noneMatch(job -> job.place.equals(place)));
            if (cancels.isEmpty()) {
                queue.cancels.remove(consumer);
            }
            long lapsed = queue.consumers.values().stream()
                    .filter(score -> score < now)
                    .count();
            List<Object> expected =
                    List.of(1L, lapsed, (long) queue.heldBy(consumer).size(), (long) queue.settings.version, (long)
                            queue.notices.size());
            unlessEqual(expected, Answer.list(answer).subList(0, 5), "heartbeat of " + consumer);
            unlessEqual(
                    cancels,
                    new TreeSet<>(Answer.texts(Answer.list(answer).get(5))),
                    "cancellations told to " + consumer);
            unlessEqual(now, Answer.list(answer).get(6), "the time told to " + consumer);
            world.coverage.add("cancellations told to a consumer", cancels.size());
        });
    }

    /** @param result empty for none */
    record Ending(Held job, String result) {}

    /** @param endings completions of one lane */
    Call complete(String consumer, List<Ending> endings) {
        boolean linked = endings.stream().anyMatch(ending -> ending.job.spec.isLinked());
        String lane = endings.get(0).job.place.substring(0, 1);
        List<String> arguments = new ArrayList<>(List.of(consumer, keep(), linked ? "1" : "0", lane));
        endings.forEach(ending -> arguments.add(ending.job.place.substring(1)));
        endings.forEach(ending -> arguments.add(ending.job.id()));
        endings.forEach(ending -> arguments.add("5\n" + ending.result));
        return new Call(queue, Script.COMPLETE, arguments, answer -> {
            each(consumer, endings, answer, "complete", (job, ending) -> {
                queue.complete(job, world.now());
                return true;
            });
            if (queue.holdsLease(consumer)) {
                queue.trim(queue.completed, queue.settings.keep);
            }
        });
    }

    Call endCancelled(String consumer, List<Ending> endings) {
        List<String> arguments = new ArrayList<>(List.of(consumer, keep()));
        endings.forEach(ending -> arguments.addAll(List.of(ending.job.place, ending.result, "5")));
        return new Call(
                queue,
                Script.END_CANCELLED,
                arguments,
                answer -> each(consumer, endings, answer, "end as cancelled", (job, ending) -> {
                    queue.cancel(job, world.now());
                    return true;
                }));
    }

    /** @param record JSON; empty for none */
    record Return(Held job, char lane, long delay, int attempts, String record) {}

    Call requeue(String consumer, List<Return> returns) {
        List<String> arguments = new ArrayList<>(List.of(consumer, keep()));
        returns.forEach(given -> arguments.addAll(List.of(
                given.job.place,
                Character.toString(given.lane),
                Long.toString(given.delay),
                Integer.toString(given.attempts),
                given.record)));
        return new Call(
                queue,
                Script.REQUEUE,
                arguments,
                answer -> each(consumer, returns, answer, "requeue", (job, given) -> {
                    job.attempts = given.attempts;
                    if (job.cancelRequested) {
                        queue.cancel(job, world.now());
                        return true;
                    }
                    if (job.spec.key() != null) {
                        queue.lines.free(job);
                    }
                    if (given.delay > 0) {
                        queue.delay(job, given.lane, world.now() + given.delay);
                    } else {
                        queue.makeReady(job, given.lane);
                    }
                    return true;
                }));
    }

    Call fail(String consumer, List<Held> jobs) {
        List<String> arguments =
                new ArrayList<>(List.of(consumer, Integer.toString(queue.settings.keepFailed), keep()));
        jobs.forEach(job ->
                arguments.addAll(List.of(job.place, "no good", Integer.toString(job.attempts + 1), "{\"error\":1}")));
        return new Call(queue, Script.FAIL, arguments, answer -> {
            each(consumer, jobs, answer, "fail", (job, held) -> {
                if (job.cancelRequested) {
                    job.attempts = held.attempts + 1;
                    queue.cancel(job, world.now());
                } else {
                    queue.bury(job, world.now(), queue.settings.keepFailed);
                }
                return true;
            });
            if (queue.holdsLease(consumer)) {
                queue.trim(queue.failed, queue.settings.keepFailed);
            }
        });
    }

    /** Does to each job that the consumer holds what is to be done, and holds the count against the answer. */
    private <T> void each(
            String consumer, List<T> items, Object answer, String what, BiPredicate<JobModel, T> transition) {
        if (!queue.holdsLease(consumer)) {
            unlessEqual(LEASE_LOST, answer, what + " without a lease");
            world.count("late calls refused: " + what);
            return;
        }
        long accepted = 0;
        for (T item : items) {
            Held held =
                    item instanceof Ending ending ? ending.job : item instanceof Return given ? given.job : (Held) item;
            JobModel job = queue.held(consumer, held.id(), held.place);
            if (job != null && transition.test(job, item)) {
                accepted++;
                world.count("jobs: " + what + (job.hasEnded() ? ", " + job.state : ""));
            } else {
                world.count("outcomes of jobs that are not held any more");
            }
        }
        unlessEqual(accepted, answer, "jobs accepted by " + what);
    }

    Call held(String consumer) {
        return new Call(queue, Script.HELD, List.of(consumer, "100"), answer -> {
            boolean holds = queue.holdsLease(consumer);
            unlessEqual(holds ? 1L : LEASE_LOST, Answer.list(answer).get(0), "held's code");
            List<String> expected = holds
                    ? queue.heldBy(consumer).stream().map(job -> job.place).toList()
                    : List.of();
            List<String> found = TakeCall.read(world, queue, Answer.list(answer).get(1)).stream()
                    .map(Held::place)
                    .toList();
            unlessEqual(expected, found, "entries that " + consumer + " holds");
        });
    }

    Call report(String consumer, Held held) {
        List<String> arguments = List.of(consumer, held.place, held.id(), "{\"done\":1}", "2", "a line", "another");
        return new Call(queue, Script.REPORT, arguments, answer -> {
            boolean holds = queue.held(consumer, held.id(), held.place) != null;
            unlessEqual(!queue.holdsLease(consumer) ? LEASE_LOST : holds ? 1L : 0L, answer, "report");
        });
    }

    Call retire(String consumer) {
        return new Call(queue, Script.RETIRE_CONSUMER, List.of(consumer), answer -> {
            unlessEqual(queue.consumers.containsKey(consumer) ? 1L : 0L, answer, "retire");
            if (queue.consumers.containsKey(consumer)) {
                queue.limiter.started(consumer, world.now(), Map.of());
                queue.consumers.put(consumer, 0L);
            }
        });
    }

    private String keep() {
        return Integer.toString(queue.settings.keep);
    }
}
