package io.angelwire.job.simulation;

import io.angelwire.job.simulation.ConsumerCalls.Ending;
import io.angelwire.job.simulation.ConsumerCalls.Held;
import io.angelwire.job.simulation.ConsumerCalls.Return;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The jobs that a node believes to hold, and how they end. */
final class Handlers {

    private final World world;
    private final QueueModel queue;
    private final ConsumerCalls calls;
    private final List<Held> unstarted = new ArrayList<>();
    private final List<Held> running = new ArrayList<>();
    /** Places of jobs that are to stop. */
    private final Set<String> told = new LinkedHashSet<>();

    Handlers(World world, QueueModel queue, ConsumerCalls calls) {
        this.world = world;
        this.queue = queue;
        this.calls = calls;
    }

    /** How jobs ended, still to be written. */
    record Outcome(Call call, List<Held> jobs) {}

    void add(List<Held> taken) {
        unstarted.addAll(taken);
    }

    void stop(List<String> places) {
        told.addAll(places);
    }

    boolean isTold(Held held) {
        return told.contains(held.place());
    }

    void remove(List<Held> jobs) {
        running.removeAll(jobs);
        unstarted.removeAll(jobs);
    }

    void clear() {
        unstarted.clear();
        running.clear();
        told.clear();
    }

    List<Held> unstarted() {
        return unstarted;
    }

    List<Held> running() {
        return running;
    }

    List<Held> all() {
        List<Held> all = new ArrayList<>(unstarted);
        all.addAll(running);
        return all;
    }

    /** Jobs that have not started, by the limiter's names. */
    Map<String, Integer> unstartedByName() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("", unstarted.size());
        for (Held held : unstarted) {
            if (held.spec().key() != null) {
                counts.merge(LimiterModel.ofKey(held.spec().key()), 1, Integer::sum);
            }
        }
        return counts;
    }

    void start(String consumer) {
        Held held = unstarted.remove(0);
        running.add(held);
        if (queue.holdsLease(consumer)) {
            world.starts.add(queue, held.spec().key(), world.now(), held.taken());
            world.count("handlers started");
        } else {
            world.count("handlers started by a consumer presumed dead");
        }
    }

    /** Some of the running jobs end, in one of the ways in which jobs do. */
    Outcome end(String consumer) {
        int from = world.random.nextInt(running.size());
        List<Held> ended = List.copyOf(running.subList(from, world.random.nextInt(from, running.size()) + 1));
        int dice = world.random.nextInt(100);
        if (dice < 45) {
            return finish(consumer, ended);
        }
        if (dice < 73) {
            return failAttempts(consumer, ended, world.chance(30) ? 0 : world.random.nextInt(1, 400));
        }
        if (dice < 85) {
            return new Outcome(calls.requeue(consumer, returns(ended, world.random.nextInt(1, 400), 0)), ended);
        }
        return new Outcome(calls.fail(consumer, ended), ended);
    }

    /** Completes jobs of one lane; those that were told to stop, and a few others, are cancelled by their handlers. */
    Outcome finish(String consumer, List<Held> ended) {
        Held first = ended.get(0);
        if (isTold(first) || world.chance(5)) {
            List<Held> stopped =
                    ended.stream().filter(held -> held == first || isTold(held)).toList();
            return new Outcome(
                    calls.endCancelled(
                            consumer,
                            stopped.stream()
                                    .map(held -> new Ending(held, "\"stopped\""))
                                    .toList()),
                    stopped);
        }
        List<Held> completed = ofOneLane(ended.stream().filter(held -> !isTold(held)));
        return new Outcome(calls.complete(consumer, completions(completed)), completed);
    }

    /** What a node may still say that does not know yet that it was presumed dead. */
    Call completionOfAll(String consumer) {
        return calls.complete(consumer, completions(ofOneLane(running.stream())));
    }

    private static List<Held> ofOneLane(Stream<Held> jobs) {
        List<Held> all = jobs.toList();
        char lane = all.get(0).place().charAt(0);
        return all.stream().filter(held -> held.place().charAt(0) == lane).toList();
    }

    private List<Ending> completions(List<Held> jobs) {
        return jobs.stream()
                .map(held -> new Ending(held, world.pick("", "{\"sum\":1}")))
                .toList();
    }

    /** Those with attempts left go back; if none has any, they end. */
    private Outcome failAttempts(String consumer, List<Held> ended, long delay) {
        List<Held> again = ended.stream()
                .filter(held -> held.attempts() + 1 < held.spec().attempts())
                .toList();
        return again.isEmpty()
                ? new Outcome(calls.fail(consumer, ended), ended)
                : new Outcome(calls.requeue(consumer, returns(again, delay, 1)), again);
    }

    private static List<Return> returns(List<Held> jobs, long delay, int attempts) {
        String record = attempts == 0 ? "" : "{\"error\":1}";
        return jobs.stream()
                .map(held -> new Return(held, held.spec().lane(), delay, held.attempts() + attempts, record))
                .toList();
    }

    /** Gives jobs back unfinished, to be run before those that have not begun. */
    Outcome release(String consumer, List<Held> jobs) {
        List<Return> releases = jobs.stream()
                .map(held -> new Return(held, held.redeliveries() > 1 ? 's' : 'r', 0, held.attempts(), ""))
                .toList();
        return new Outcome(calls.requeue(consumer, releases), jobs);
    }
}
