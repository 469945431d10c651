package io.angelwire.job.simulation;

import io.angelwire.job.simulation.JobModel.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must be true of one queue, told by plain collections. {@link ConsumerCalls} and {@link OutsideCalls} change it
 * with each call as the call's script is to change Redis, and hold the answers against it; {@link Invariants} holds all
 * of Redis's keys against it.
 */
final class QueueModel {

    static final List<Character> LANES = List.of('r', 's', 'h', 'k', 'n', 'l');

    /** Longer than the outbox waits before it asks again; see add.lua. */
    static final long DROPPED_MILLIS = 900_000;

    final String name;
    final String prefix;
    final Settings settings;

    /** Every job that Redis knows, by id. */
    final Map<String, JobModel> jobs = new LinkedHashMap<>();
    /** Jobs that nobody has taken, by lane, in order. */
    final Map<Character, ArrayDeque<JobModel>> lanes = new TreeMap<>();

    final LinesModel lines = new LinesModel();
    final LimiterModel limiter = new LimiterModel();
    final ArrayDeque<JobModel> completed = new ArrayDeque<>();
    final ArrayDeque<JobModel> cancelled = new ArrayDeque<>();
    final ArrayDeque<JobModel> failed = new ArrayDeque<>();
    final List<Notice> notices = new ArrayList<>();
    final Map<String, Long> consumers = new LinkedHashMap<>();
    /** Consumers that read when they were not registered (any more). */
    final Set<String> strays = new LinkedHashSet<>();

    /** Places of jobs that a consumer is to stop. */
    final Map<String, Set<String>> cancels = new HashMap<>();

    final Map<String, Claim> claims = new LinkedHashMap<>();
    final Map<String, Claim> dropped = new LinkedHashMap<>();
    int deadLetters;
    /** Takes in a row that gave only jobs without a limit key, or only jobs with one, though there were both. */
    int onlyPlain;

    int onlyKeyed;

    /** A child that has ended, to be told to its parent. */
    static final class Notice {
        final JobSpec.Parent parent;
        final String child;
        final String outcome;
        /** Its id in the stream, once somebody has read it. */
        String entry;

        Notice(JobSpec.Parent parent, String child, String outcome) {
            this.parent = parent;
            this.child = child;
            this.outcome = outcome;
        }
    }

    /** A deduplication key's holder, or whose sake a job was dropped for; Redis forgets it then (0: never). */
    record Claim(String holder, long until) {}

    QueueModel(String name, Settings settings) {
        this.name = name;
        this.prefix = "queue:{" + name + "}:";
        this.settings = settings;
        LANES.forEach(lane -> lanes.put(lane, new ArrayDeque<>()));
    }

    boolean holdsLease(String consumer) {
        return consumers.getOrDefault(consumer, 0L) > 0;
    }

    /** The job that the consumer holds there; null if it does not (any more). */
    JobModel held(String consumer, String id, String place) {
        JobModel job = jobs.get(id);
        return job != null && job.state == State.ACTIVE && job.place.equals(place) && job.holder.equals(consumer)
                ? job
                : null;
    }

    /** Lane by lane, oldest first. */
    List<JobModel> heldBy(String consumer) {
        return jobs.values().stream()
                .filter(job -> job.state == State.ACTIVE && job.holder.equals(consumer))
                .sorted(Comparator.<JobModel>comparingInt(job -> LANES.indexOf(job.place.charAt(0)))
                        .thenComparingLong(job -> Long.parseLong(job.place.substring(1, job.place.indexOf('-'))))
                        .thenComparingLong(job -> Long.parseLong(job.place.substring(job.place.indexOf('-') + 1))))
                .toList();
    }

    /** A heartbeat finds whoever read without being registered. */
    void findStrays() {
        strays.forEach(stray -> consumers.putIfAbsent(stray, 0L));
        strays.clear();
    }

    /** The consumer to be rescued from next; null for none. */
    String firstLapsed(long now) {
        return consumers.entrySet().stream()
                .filter(consumer -> consumer.getValue() < now)
                .min(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    int in(State state) {
        int count = 0;
        for (JobModel job : jobs.values()) {
            if (job.state == state) {
                count++;
            }
        }
        return count;
    }

    /** By due time. */
    List<JobModel> delayed() {
        return jobs.values().stream()
                .filter(job -> job.state == State.DELAYED)
                .sorted(Comparator.<JobModel>comparingLong(job -> job.due).thenComparing(JobModel::id))
                .toList();
    }

    void delay(JobModel job, char lane, long due) {
        job.state = State.DELAYED;
        job.lane = lane;
        job.due = due;
    }

    void makeReady(JobModel job, char lane) {
        if (job.spec.key() != null) {
            lines.lineUp(job, lane);
        } else {
            job.state = State.WAITING;
            job.lane = lane;
            lanes.get(lane).add(job);
        }
    }

    /** Out of wherever it waits. */
    void takeOut(JobModel job) {
        if (job.state == State.LINED) {
            lines.leave(job);
        } else if (job.state == State.WAITING) {
            lanes.get(job.lane).remove(job);
        }
    }

    /** A job has ended, or was given up, for good. */
    void tellOthers(JobModel job, String outcome) {
        if (job.spec.key() != null) {
            lines.free(job);
        }
        JobSpec.Dedup dedup = job.spec.dedup();
        if (dedup != null
                && !dedup.mode().equals("throttle")
                && claims.containsKey(dedup.key())
                && claims.get(dedup.key()).holder().equals(job.id())) {
            claims.remove(dedup.key());
        }
        if (job.spec.parent() != null) {
            notices.add(new Notice(job.spec.parent(), job.id(), outcome));
        }
    }

    /** A job that is tried once more has its deduplication key again, unless another has it. */
    void claimAgain(JobModel job, long now) {
        JobSpec.Dedup dedup = job.spec.dedup();
        if (dedup != null && !dedup.mode().equals("throttle")) {
            claims.putIfAbsent(dedup.key(), new Claim(job.id(), dedup.ttl() == 0 ? 0 : now + dedup.ttl()));
        }
    }

    private void end(JobModel job, State state, long now) {
        tellOthers(job, state.name().toLowerCase(Locale.ROOT));
        job.state = state;
        job.endedAt = now;
    }

    void complete(JobModel job, long now) {
        end(job, State.COMPLETED, now);
        completed.add(job);
    }

    void cancel(JobModel job, long now) {
        end(job, State.CANCELLED, now);
        cancelled.add(job);
        trim(cancelled, settings.keep);
    }

    void bury(JobModel job, long now, int keep) {
        end(job, State.FAILED, now);
        job.deaths++;
        deadLetters++;
        if (keep > 0) {
            failed.add(job);
        } else {
            jobs.remove(job.id());
        }
    }

    /** The remembered jobs that ended so. */
    ArrayDeque<JobModel> history(State state) {
        return state == State.COMPLETED ? completed : state == State.CANCELLED ? cancelled : failed;
    }

    /** Forgets what is beyond, oldest first. */
    void trim(ArrayDeque<JobModel> history, int keep) {
        while (history.size() > keep) {
            jobs.remove(history.poll().id());
        }
    }

    /** How many more jobs the queue's own limits let through. */
    int allowed(int most, long now) {
        int allowed = settings.paused ? 0 : most;
        if (settings.active() > 0 && allowed > 0) {
            allowed = Math.max(Math.min(allowed, settings.active() - in(State.ACTIVE)), 0);
        }
        if (settings.rate() > 0 && allowed > 0) {
            allowed = Math.min(allowed, limiter.free("", now, settings.rate(), settings.rateWindow()));
        }
        return allowed;
    }

    boolean somethingToTake(String consumer, long now) {
        return somethingInLanes(consumer) || !keysThatCanGo(consumer, now).isEmpty();
    }

    boolean somethingWaits() {
        return lanes.values().stream().anyMatch(lane -> !lane.isEmpty()) || !lines.lines.isEmpty();
    }

    /** Without what a key's rate limit held up, since only time tells when that goes on. */
    boolean somethingToTakeUnlessByRate(String consumer, long now) {
        return somethingInLanes(consumer)
                || settings.keyRate() == 0 && !keysThatCanGo(consumer, now).isEmpty();
    }

    private boolean somethingInLanes(String consumer) {
        return lanes.entrySet().stream()
                .anyMatch(lane -> !lane.getValue().isEmpty() && (lane.getKey() != 's' || !holdsSuspect(consumer)));
    }

    /** Of those a consumer holds one at a time. */
    boolean holdsSuspect(String consumer) {
        return jobs.values().stream()
                .anyMatch(job -> job.state == State.ACTIVE && job.lane == 's' && job.holder.equals(consumer));
    }

    Set<String> keysThatCanGo(String consumer, long now) {
        boolean noSuspect = holdsSuspect(consumer);
        Set<String> keys = new LinkedHashSet<>();
        for (String key : lines.lines.keySet()) {
            boolean slot = (settings.keyActive() == 0 || lines.activeOf(key) < settings.keyActive())
                    && !(noSuspect && lines.first(key).lane == 's');
            if (slot && (settings.keyRate() == 0 || keyFree(key, now) > 0)) {
                keys.add(key);
            }
        }
        return keys;
    }

    private int keyFree(String key, long now) {
        return limiter.free(LimiterModel.ofKey(key), now, settings.keyRate(), settings.keyRateWindow());
    }
}
