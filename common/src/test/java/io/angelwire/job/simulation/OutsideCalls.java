package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unlessEqual;

import io.angelwire.job.redis.Script;
import io.angelwire.job.simulation.JobModel.State;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** What is done to a queue's jobs from outside, each with what it is to do and to answer. */
final class OutsideCalls {

    private final World world;
    private final QueueModel queue;

    OutsideCalls(World world, QueueModel queue) {
        this.world = world;
        this.queue = queue;
    }

    Call cancel(List<String> ids) {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(queue.settings.keep), "\"not wanted\""));
        arguments.addAll(ids);
        return new Call(
                queue,
                Script.CANCEL,
                arguments,
                answer -> each(ids, answer, "cancel", id -> {
                    JobModel job = queue.jobs.get(id);
                    if (job == null || job.hasEnded()) {
                        return 0;
                    }
                    if (job.isUnstarted()) {
                        queue.takeOut(job);
                        queue.cancel(job, world.now());
                        return 1;
                    }
                    job.cancelRequested = true;
                    queue.cancels
                            .computeIfAbsent(job.holder, any -> new TreeSet<>())
                            .add(job.place);
                    return 2;
                }));
    }

    Call remove(List<String> ids) {
        return new Call(
                queue,
                Script.REMOVE,
                ids,
                answer -> each(ids, answer, "remove", id -> {
                    JobModel job = queue.jobs.get(id);
                    if (job == null || job.state == State.ACTIVE) {
                        return 0;
                    }
                    if (job.isUnstarted()) {
                        queue.takeOut(job);
                        queue.tellOthers(job, "cancelled");
                    } else {
                        queue.history(job.state).remove(job);
                    }
                    queue.jobs.remove(id);
                    return 1;
                }));
    }

    Call retry(List<String> ids) {
        return new Call(
                queue,
                Script.RETRY,
                ids,
                answer -> each(ids, answer, "retry", id -> {
                    JobModel job = queue.jobs.get(id);
                    if (job == null || job.state != State.FAILED) {
                        return 0;
                    }
                    queue.failed.remove(job);
                    queue.deadLetters--;
                    job.attempts = 0;
                    job.redeliveries = 0;
                    job.cancelRequested = false;
                    queue.claimAgain(job, world.now());
                    queue.makeReady(job, job.spec.lane());
                    return 1;
                }));
    }

    Call promote(List<String> ids) {
        return new Call(
                queue,
                Script.PROMOTE,
                ids,
                answer -> each(ids, answer, "promote", id -> {
                    JobModel job = queue.jobs.get(id);
                    if (job == null || job.state != State.DELAYED) {
                        return 0;
                    }
                    queue.makeReady(job, job.lane);
                    return 1;
                }));
    }

    private void each(List<String> ids, Object answer, String what, ToLongFunction<String> transition) {
        List<Long> expected = new ArrayList<>();
        for (String id : ids) {
            long outcome = transition.applyAsLong(id);
            expected.add(outcome);
            world.count(outcome == 0 ? "operations that did not apply" : "operations: " + what + ", " + outcome);
        }
        unlessEqual(expected, answer, what + " " + ids);
    }

    /** @param value empty to unset */
    Call configure(String name, String value) {
        return new Call(queue, Script.CONFIGURE, List.of(name, value), answer -> {
            Settings settings = queue.settings;
            settings.version++;
            if (name.equals("paused")) {
                settings.paused = !value.isEmpty();
            } else if (value.isEmpty()) {
                settings.overrides.remove(name);
            } else {
                settings.overrides.put(name, Long.valueOf(value));
            }
            queue.lines.forgetPassed();
            world.starts.limitsChanged(queue, world.now());
            unlessEqual((long) settings.version, answer, "version of the settings");
            world.count("settings changed while the queue runs");
        });
    }

    /** Of so few keys that one call is for all. */
    Call reviewKeys() {
        return new Call(
                queue, Script.REVIEW_KEYS, List.of(""), answer -> unlessEqual("", answer, "key to go on after"));
    }

    /** A notice as its reader saw it. */
    record Told(String parent, String child, String outcome, String policy) {}

    Call childEnded(List<Told> notices) {
        List<String> arguments = new ArrayList<>();
        notices.forEach(told -> arguments.addAll(List.of(told.parent, told.child, told.outcome, "1", told.policy)));
        return new Call(queue, Script.CHILD_ENDED, arguments, answer -> {
            long counted = 0;
            for (Told told : notices) {
                JobModel parent = queue.jobs.get(told.parent);
                if (parent != null && "".equals(parent.children.get(told.child))) {
                    parent.children.put(told.child, told.outcome);
                    parent.pendingChildren--;
                    counted++;
                    world.count("children counted by their parents");
                    if (parent.state == State.WAITING_FOR_CHILDREN) {
                        childEnded(parent, told);
                    }
                } else {
                    world.count("notices told again, or of parents that are gone");
                }
            }
            unlessEqual(counted, answer, "children counted");
        });
    }

    private void childEnded(JobModel parent, Told told) {
        boolean well = told.outcome.equals("completed");
        if (!well && told.policy.equals("fail")) {
            queue.bury(parent, world.now(), 1);
            world.count("parents failed with a child");
        } else if (parent.pendingChildren == 0 || !well && told.policy.equals("run")) {
            if (parent.spec.delay() > 0) {
                queue.delay(parent, parent.spec.lane(), world.now() + parent.spec.delay());
            } else {
                queue.makeReady(parent, parent.spec.lane());
            }
            world.count("parents begun");
        }
    }

    Call count() {
        return new Call(queue, Script.COUNT, List.of(), answer -> {
            Map<State, Long> states = new EnumMap<>(State.class);
            queue.jobs.values().forEach(job -> states.merge(job.state, 1L, Long::sum));
            List<Long> expected = List.of(
                    states.getOrDefault(State.WAITING, 0L) + states.getOrDefault(State.LINED, 0L),
                    states.getOrDefault(State.ACTIVE, 0L),
                    states.getOrDefault(State.DELAYED, 0L),
                    states.getOrDefault(State.COMPLETED, 0L),
                    states.getOrDefault(State.FAILED, 0L),
                    queue.settings.paused ? 1L : 0L,
                    states.getOrDefault(State.CANCELLED, 0L),
                    states.getOrDefault(State.WAITING_FOR_CHILDREN, 0L),
                    (long) queue.deadLetters);
            unlessEqual(expected, Answer.list(answer).subList(0, 9), "counts");
        });
    }
}
