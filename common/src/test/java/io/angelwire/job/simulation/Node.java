package io.angelwire.job.simulation;

import io.angelwire.job.simulation.ConsumerCalls.Held;
import io.angelwire.job.simulation.Handlers.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A process that consumes a queue, one call at a time. It knows only what it was answered: requests and answers get lost,
 * it dies between any two calls, or pauses for so long that others presume it dead and comes back unaware.
 */
final class Node {

    final QueueModel queue;
    final ConsumerCalls calls;
    final LoopCalls loops;
    private final World world;
    private final String name;
    private final boolean healthy;
    private final Handlers handlers;

    /** The name under which it is registered; null if it is not. */
    private String consumer;

    private int registrations;
    private Sent unanswered;
    private int pausedFor;
    /** How many jobs it is allowed to read. */
    private int readable;

    private boolean stopping;
    private boolean dead;

    /** What it waits for since a take that gave nothing; null if it does not. */
    private List<String> waitsFor;

    private record Sent(Call call, Consumer<Object> heard) {}

    /** @param healthy it lives, and hears every answer */
    Node(World world, QueueModel queue, String name, boolean healthy) {
        this.healthy = healthy;
        this.world = world;
        this.queue = queue;
        this.name = name;
        this.calls = new ConsumerCalls(world, queue);
        this.loops = new LoopCalls(world, queue);
        this.handlers = new Handlers(world, queue, calls);
    }

    boolean isDead() {
        return dead;
    }

    String consumer() {
        return consumer;
    }

    List<String> waitsFor() {
        return dead ? null : waitsFor;
    }

    void step() {
        if (pausedFor > 0) {
            pausedFor--;
        } else if (unanswered != null) {
            Sent again = unanswered;
            unanswered = null;
            send(again.call, again.heard);
        } else if (consumer == null) {
            register();
        } else if (readable > 0) {
            read();
        } else if (stopping) {
            send(calls.retire(consumer), answer -> die("stopped"));
        } else {
            act(world.random.nextInt(100));
        }
    }

    private void act(int dice) {
        if (dice < 8) {
            heartbeat();
        } else if (dice < 34) {
            take(world.random.nextInt(1, 5));
        } else if (dice < 71) {
            work();
        } else if (dice < 74) {
            report();
        } else if (dice < 80) {
            send(loops.promoteDelayed(world.pick(1, 2, 500)), answer -> {});
        } else if (dice < 86) {
            send(loops.rescue(world.pick(1, 2, 100)), answer -> {});
        } else if (dice < 87) {
            send(loops.trim(world.pick(50, 500)), answer -> {});
        } else if (dice < 90) {
            giveBackUnknown();
        } else if (dice < 92) {
            stop();
        } else if (dice < 97) {
            pausedFor = world.random.nextInt(2, 12);
            world.count("nodes: paused");
        } else {
            die("crashed between two calls");
        }
    }

    /** Sends a call, whose request or answer may get lost; then it is sent again, if the node lives. */
    private void send(Call call, Consumer<Object> heard) {
        int dice = healthy ? 100 : world.random.nextInt(100);
        if (dice < 4) {
            world.count("requests lost");
            unanswered = new Sent(call, heard);
            return;
        }
        Object answer = world.execute(name, call);
        if (dice >= 11) {
            heard.accept(answer);
            return;
        }
        world.count("answers lost");
        if (world.chance(25)) {
            die("crashed before an answer");
        } else {
            unanswered = new Sent(call, heard);
        }
    }

    /** Writes how jobs ended; now and then it is written once more, much later. */
    private void write(Outcome outcome) {
        if (world.chance(8)) {
            world.echoes.add(outcome.call());
        }
        send(outcome.call(), answer -> {
            if (!refused(answer)) {
                handlers.remove(outcome.jobs());
                if (outcome.jobs().stream().anyMatch(held -> held.place().startsWith("s"))) {
                    // It may take another suspect now.
                    waitsFor = null;
                }
            }
        });
    }

    private void die(String how) {
        dead = true;
        world.count("nodes: " + how);
        world.trace.note(world.elapsed(), name, how);
    }

    private void register() {
        String fresh = name + "-" + ++registrations;
        world.execute(name, calls.heartbeat(fresh, true));
        if (!healthy && world.chance(5)) {
            // It tries again under another name, as LeaseKeeper does.
            world.count("answers lost");
        } else {
            consumer = fresh;
        }
    }

    private void heartbeat() {
        String self = consumer;
        send(calls.heartbeat(self, false), answer -> {
            if (refused(Answer.list(answer).get(0))) {
                return;
            }
            handlers.stop(Answer.texts(Answer.list(answer).get(5)));
            for (Held held : handlers.running()) {
                JobModel job = queue.held(self, held.id(), held.place());
                boolean unheard = job != null && job.cancelRequested && !handlers.isTold(held);
                Violation.unless(!unheard, "%s was not told that %s is cancelled", self, job);
            }
        });
    }

    /** Whether the lease is lost; then the node goes on as a new consumer, and what it still had to say comes late. */
    private boolean refused(Object code) {
        if (!Long.valueOf(-1).equals(code)) {
            return false;
        }
        if (!handlers.running().isEmpty() && world.chance(50)) {
            world.echoes.add(handlers.completionOfAll(consumer));
        }
        if (world.chance(30)) {
            world.echoes.add(
                    world.chance(50)
                            ? TakeCall.of(world, queue, consumer, 2, false, Map.of())
                            : TakeCall.read(world, queue, consumer, 2));
        }
        world.count("nodes: lost their lease");
        consumer = null;
        waitsFor = null;
        readable = 0;
        handlers.clear();
        return true;
    }

    private void take(int most) {
        waitsFor = null;
        boolean reads = world.chance(40);
        send(TakeCall.of(world, queue, consumer, most, reads, handlers.unstartedByName()), answer -> {
            if (refused(Answer.list(answer).get(0))) {
                return;
            }
            handlers.add(TakeCall.read(world, queue, Answer.list(answer).get(2)));
            List<String> news = Answer.texts(Answer.list(answer).get(3));
            waitsFor = news.isEmpty() ? null : news;
            readable = Answer.number(Answer.list(answer).get(5));
        });
    }

    private void read() {
        int most = readable;
        readable = 0;
        send(
                TakeCall.read(world, queue, consumer, most),
                answer -> handlers.add(TakeCall.read(world, queue, answer, "n")));
    }

    private void work() {
        int unstarted = handlers.unstarted().size();
        boolean idle = handlers.running().isEmpty();
        if (!idle && (unstarted == 0 || world.chance(60))) {
            write(handlers.end(consumer));
        } else if (unstarted > 0) {
            for (int i = world.random.nextInt(1, unstarted + 1); i > 0; i--) {
                handlers.start(consumer);
            }
        }
    }

    private void report() {
        if (!handlers.running().isEmpty()) {
            Call call = calls.report(consumer, world.pick(handlers.running()));
            if (world.chance(8)) {
                world.echoes.add(call);
            }
            send(call, this::refused);
        }
    }

    /** Jobs of a take whose answer got lost. */
    private void giveBackUnknown() {
        send(calls.held(consumer), answer -> {
            if (refused(Answer.list(answer).get(0))) {
                return;
            }
            List<Held> unknown = new ArrayList<>(
                    TakeCall.read(world, queue, Answer.list(answer).get(1)));
            List<Held> known = handlers.all();
            unknown.removeIf(held -> known.stream().anyMatch(job -> job.place().equals(held.place())));
            if (!unknown.isEmpty()) {
                world.coverage.add("jobs: given back, since the answer to their take was lost", unknown.size());
                write(handlers.release(consumer, unknown));
            }
        });
    }

    /** Most give back what has not ended; what some still hold is rescued. */
    private void stop() {
        stopping = true;
        List<Held> unfinished = handlers.all();
        if (!unfinished.isEmpty() && world.chance(70)) {
            write(handlers.release(consumer, unfinished));
        }
    }

    /** Renews its lease, or registers. */
    void keepLease() {
        if (consumer == null) {
            register();
        } else {
            heartbeat();
        }
    }

    /** Takes jobs, runs them all, and completes them. */
    void workOff(int most) {
        take(most);
        if (readable > 0) {
            read();
        }
        while (!handlers.unstarted().isEmpty()) {
            handlers.start(consumer);
        }
        while (!handlers.running().isEmpty()) {
            write(handlers.finish(consumer, List.copyOf(handlers.running())));
        }
    }
}
