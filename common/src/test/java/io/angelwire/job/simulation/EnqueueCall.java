package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unlessEqual;

import io.angelwire.job.redis.Script;
import io.angelwire.job.simulation.JobModel.State;
import io.angelwire.job.simulation.QueueModel.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Jobs are added, or found to be there. */
final class EnqueueCall {

    private final World world;
    private final QueueModel queue;

    private EnqueueCall(World world, QueueModel queue) {
        this.world = world;
        this.queue = queue;
    }

    /**
     * A failed job is to be tried again: if this failure is its last.
     *
     * @param entry the dead letter
     * @param job which job, since another may have its id by now
     */
    record Replay(String entry, JobModel job, int deaths) {}

    static Call of(World world, QueueModel queue, List<JobSpec> specs) {
        return of(world, queue, specs, null);
    }

    /** @param replay null for none */
    static Call of(World world, QueueModel queue, List<JobSpec> specs, Replay replay) {
        boolean plain = replay == null
                && specs.stream().allMatch(spec -> isPlain(spec, specs.get(0).lane()));
        if (plain && world.chance(70)) {
            List<String> arguments = new ArrayList<>(List.of(
                    Character.toString(specs.get(0).lane()),
                    Invariants.STREAMS.get(specs.get(0).lane())));
            specs.forEach(spec -> arguments.addAll(List.of(spec.id(), "0 0 0 " + spec.description())));
            return new Call(queue, Script.ENQUEUE_PLAIN, arguments, verify(world, queue, specs, null));
        }
        List<String> arguments = new ArrayList<>();
        for (JobSpec spec : specs) {
            arguments.add(spec.id());
            arguments.add(Character.toString(spec.lane()));
            arguments.add(Long.toString(spec.delay()));
            arguments.add("0 0 0 " + spec.description());
            String links = spec.links();
            if (replay != null) {
                links = (links.isEmpty() ? "{" : links.substring(0, links.length() - 1) + ",") + "\"replay\":\""
                        + replay.entry + "\"}";
            }
            arguments.add(links);
        }
        return new Call(queue, Script.ENQUEUE, arguments, verify(world, queue, specs, replay));
    }

    private static boolean isPlain(JobSpec spec, char lane) {
        return spec.lane() == lane
                && spec.delay() == 0
                && !spec.isLinked()
                && spec.children().isEmpty();
    }

    private static Consumer<Object> verify(World world, QueueModel queue, List<JobSpec> specs, Replay replay) {
        return answer -> {
            EnqueueCall call = new EnqueueCall(world, queue);
            List<Object> expected = new ArrayList<>();
            for (JobSpec spec : specs) {
                expected.add(call.enqueue(spec, replay));
            }
            world.count(specs.size() > 1 ? "enqueue calls of several jobs" : "enqueue calls of one job");
            unlessEqual(expected, answer, "enqueued");
        };
    }

    private Object enqueue(JobSpec spec, Replay replay) {
        JobModel known = queue.jobs.get(spec.id());
        if (known != null) {
            boolean again = replay != null
                    && known == replay.job
                    && known.state == State.FAILED
                    && known.deaths == replay.deaths;
            if (!again) {
                world.count("jobs: enqueued again, known");
                if (known.hasEnded()) {
                    tellParent(spec, known.state.name().toLowerCase(Locale.ROOT));
                }
                return 0L;
            }
            queue.failed.remove(known);
            queue.jobs.remove(spec.id());
            world.count("jobs: dead letters replayed");
        } else if (queue.dropped.containsKey(spec.id())) {
            world.count("jobs: enqueued again, dropped before");
            tellParent(spec, "cancelled");
            return List.of(2L, queue.dropped.get(spec.id()).holder());
        }
        String replaced = null;
        if (spec.dedup() != null) {
            Claim claim = queue.claims.get(spec.dedup().key());
            if (claim != null && spec.dedup().mode().equals("debounce")) {
                replaced = replace(claim.holder(), spec.id());
            } else if (claim != null) {
                drop(spec, claim.holder());
                world.count("jobs: dropped, " + spec.dedup().mode());
                return List.of(2L, claim.holder());
            }
            long ttl = spec.dedup().ttl();
            queue.claims.put(spec.dedup().key(), new Claim(spec.id(), ttl == 0 ? 0 : world.now() + ttl));
        }
        add(new JobModel(spec));
        world.count("jobs: added");
        return replaced == null ? (Object) 1L : List.of(3L, replaced);
    }

    /** Returns the job whose place is taken; null if it has begun. */
    private String replace(String holder, String by) {
        JobModel job = queue.jobs.get(holder);
        if (job == null || !job.isUnstarted()) {
            return null;
        }
        queue.takeOut(job);
        queue.tellOthers(job, "cancelled");
        queue.jobs.remove(holder);
        queue.dropped.put(holder, new Claim(by, world.now() + QueueModel.DROPPED_MILLIS));
        world.count("jobs: replaced");
        return holder;
    }

    private void drop(JobSpec spec, String holder) {
        queue.dropped.put(spec.id(), new Claim(holder, world.now() + QueueModel.DROPPED_MILLIS));
        tellParent(spec, "cancelled");
    }

    /** Also of what was told before: the parent may have been added anew. */
    private void tellParent(JobSpec spec, String outcome) {
        if (spec.parent() != null) {
            queue.notices.add(new QueueModel.Notice(spec.parent(), spec.id(), outcome));
        }
    }

    private void add(JobModel job) {
        JobSpec spec = job.spec;
        queue.jobs.put(spec.id(), job);
        if (!spec.children().isEmpty()) {
            job.state = State.WAITING_FOR_CHILDREN;
        } else if (spec.delay() > 0) {
            queue.delay(job, spec.lane(), world.now() + spec.delay());
        } else {
            queue.makeReady(job, spec.lane());
        }
    }
}
