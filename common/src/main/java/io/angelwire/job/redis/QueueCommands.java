package io.angelwire.job.redis;

import io.angelwire.job.ChildResult;
import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverrides;
import io.angelwire.redis.Unsent;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The scripts of one queue's consuming side, typed. Arguments and returns are those of the scripts' headers. */
public final class QueueCommands {

    private static final String REDIS_CLOCK = "";

    private final QueueName queue;
    private final ScriptRunner scripts;
    private final Redis redis;

    public QueueCommands(QueueName queue, Redis redis) {
        this.queue = queue;
        this.scripts = new ScriptRunner(redis);
        this.redis = redis;
    }

    /**
     * @param leaseLost then the numbers are 0
     * @param settingsVersion of what was set while the queue runs
     * @param notices for parents, waiting to be delivered
     * @param cancels places of jobs that the consumer is to stop
     * @param redisMillis Redis's time, ms since 1970
     */
    public record Heartbeat(
            boolean leaseLost,
            int lapsedConsumers,
            int heldEntries,
            int settingsVersion,
            int notices,
            List<String> cancels,
            long redisMillis) {}

    public Future<Heartbeat> register(String consumer, Duration lease) {
        return heartbeat(consumer, lease, "1");
    }

    public Future<Heartbeat> renew(String consumer, Duration lease) {
        return heartbeat(consumer, lease, "0");
    }

    private Future<Heartbeat> heartbeat(String consumer, Duration lease, String register) {
        return run(Script.HEARTBEAT, REDIS_CLOCK, consumer, millis(lease), register)
                .map(answer -> new Heartbeat(
                        isLeaseLost(answer.get(0)),
                        answer.get(1).toInteger(),
                        answer.get(2).toInteger(),
                        answer.get(3).toInteger(),
                        answer.get(4).toInteger(),
                        texts(answer.get(5)),
                        answer.get(6).toLong()));
    }

    /**
     * @param waitMillis until a rate limit lets another job through; -1 if there is no such wait
     * @param newsAfter ids in the lanes and in {@code wake}, when nothing was taken: what comes later is news
     * @param dueMillis until the next delayed job is due; -1 if there is none
     * @param readable how many more jobs the consumer may take by {@link #read}
     */
    public record Taken(
            boolean leaseLost,
            long waitMillis,
            List<LeasedJob> jobs,
            List<String> newsAfter,
            long dueMillis,
            int readable) {

        /** With these jobs besides. */
        public Taken with(List<LeasedJob> more) {
            List<LeasedJob> all = new ArrayList<>(jobs);
            all.addAll(more);
            return new Taken(leaseLost, waitMillis, all, newsAfter, dueMillis, 0);
        }
    }

    /**
     * Limits as the consumer was started with; 0 for none.
     *
     * @param active most active jobs of the queue
     * @param keyActive most active jobs of one key
     */
    public record Limits(
            int rate, Duration rateWindow, int active, int keyRate, Duration keyRateWindow, int keyActive) {

        public static final Limits NONE = new Limits(0, Duration.ofSeconds(1), 0, 0, Duration.ofSeconds(1), 0);

        /** Whether Redis has to be told when handlers start. */
        public boolean countStarts() {
            return rate > 0 || keyRate > 0;
        }

        public static Limits rate(int rate, Duration window) {
            return new Limits(rate, window, 0, 0, Duration.ofSeconds(1), 0);
        }
    }

    /**
     * @param reads whether the consumer is willing to {@link #read}
     * @param unstarted jobs taken earlier whose handlers have not started
     * @param unstartedByKey those of them that have a limit key, by that
     */
    public Future<Taken> take(
            String consumer,
            int most,
            Limits limits,
            boolean reads,
            int unstarted,
            Map<String, Integer> unstartedByKey) {
        List<String> arguments = arguments(
                consumer,
                Integer.toString(most),
                Integer.toString(limits.rate()),
                millis(limits.rateWindow()),
                Integer.toString(limits.active()),
                Integer.toString(limits.keyRate()),
                millis(limits.keyRateWindow()),
                Integer.toString(limits.keyActive()),
                flag(reads),
                Integer.toString(unstarted));
        unstartedByKey.forEach((key, count) -> {
            arguments.add(key);
            arguments.add(count.toString());
        });
        return scripts.run(Script.TAKE, queue, arguments).map(answer -> {
            return new Taken(
                    isLeaseLost(answer.get(0)),
                    answer.get(1).toLong(),
                    byLane(answer.get(2)),
                    texts(answer.get(3)),
                    answer.get(4).toLong(),
                    answer.get(5).toInteger());
        });
    }

    /**
     * Takes jobs of normal priority past the script, at a quarter of its cost, as a take has allowed just before. If the
     * lease is lost meanwhile, they are rescued all the same: a heartbeat finds entries of unregistered consumers.
     */
    public Future<List<LeasedJob>> read(String consumer, int most) {
        String stream = QueueKeys.prefix(queue) + QueueKeys.stream(QueueKeys.NORMAL_LANE);
        Request read = Request.cmd(Command.XREADGROUP)
                .arg("GROUP")
                .arg(QueueKeys.GROUP)
                .arg(consumer)
                .arg("COUNT")
                .arg(most)
                .arg("STREAMS")
                .arg(stream)
                .arg(">");
        return Unsent.send(redis, read)
                .map(answer -> answer == null
                        ? List.<LeasedJob>of()
                        : LeasedJob.read(QueueKeys.NORMAL_LANE, StreamReply.entriesOf(answer, stream)))
                // The next take by script makes the group: Redis has lost its data.
                .recover(failure -> failure instanceof ErrorType error && error.is("NOGROUP")
                        ? Future.succeededFuture(List.of())
                        : Future.failedFuture(failure));
    }

    /** @param result JSON, or empty for none */
    public record Completion(LeasedJob job, String result, long ranMillis) {}

    /** Jobs that are completed together are of one lane, and either all have links or none has. */
    public record Kind(String lane, boolean linked) {

        public static Kind of(LeasedJob job) {
            return new Kind(job.lane(), job.content().linked());
        }
    }

    public Future<Finished> complete(String consumer, int keep, Kind kind, List<Completion> completions) {
        List<String> arguments = arguments(consumer, Integer.toString(keep), flag(kind.linked()), kind.lane());
        completions.forEach(completion -> arguments.add(completion.job().entry()));
        completions.forEach(completion -> arguments.add(completion.job().id()));
        completions.forEach(completion -> arguments.add(completion.ranMillis() + "\n" + completion.result()));
        return scripts.run(Script.COMPLETE, queue, arguments).map(Finished::read);
    }

    /** @param reason JSON; what somebody else gave goes before */
    public record Cancellation(LeasedJob job, String reason, long ranMillis) {}

    public Future<Finished> endCancelled(String consumer, int keep, List<Cancellation> cancellations) {
        List<String> arguments = arguments(consumer, Integer.toString(keep));
        for (Cancellation cancellation : cancellations) {
            arguments.add(cancellation.job().place());
            arguments.add(cancellation.reason());
            arguments.add(Long.toString(cancellation.ranMillis()));
        }
        return scripts.run(Script.END_CANCELLED, queue, arguments).map(Finished::read);
    }

    /** @param failure a record of the failed attempt as JSON; empty if no attempt failed */
    public record Requeueing(LeasedJob job, String lane, long delayMillis, int attemptsMade, String failure) {

        /** To be run again at once, before the jobs that have not begun. */
        public static Requeueing release(LeasedJob job) {
            String lane = job.content().redeliveries() > 1 ? QueueKeys.SUSPECT_LANE : QueueKeys.RESCUED_LANE;
            return new Requeueing(job, lane, 0, job.content().attemptsMade(), "");
        }

        public static Requeueing after(LeasedJob job, long delayMillis, int attemptsMade, String failure) {
            return new Requeueing(job, QueueKeys.lane(job.content().priority()), delayMillis, attemptsMade, failure);
        }
    }

    /** @param keep how many cancelled jobs the queue remembers: one that was cancelled meanwhile ends instead */
    public Future<Finished> requeue(String consumer, int keep, List<Requeueing> requeueings) {
        List<String> arguments = arguments(consumer, Integer.toString(keep));
        for (Requeueing requeueing : requeueings) {
            arguments.add(requeueing.job().place());
            arguments.add(requeueing.lane());
            arguments.add(Long.toString(requeueing.delayMillis()));
            arguments.add(Integer.toString(requeueing.attemptsMade()));
            arguments.add(requeueing.failure());
        }
        return scripts.run(Script.REQUEUE, queue, arguments).map(Finished::read);
    }

    /** @param failure a record of the last attempt as JSON; empty for none */
    public record Failure(LeasedJob job, String reason, int attemptsMade, String failure) {}

    /** @param keepCancelled as with {@link #requeue} */
    public Future<Finished> fail(String consumer, int keep, int keepCancelled, List<Failure> failures) {
        List<String> arguments = arguments(consumer, Integer.toString(keep), Integer.toString(keepCancelled));
        for (Failure failure : failures) {
            arguments.add(failure.job().place());
            arguments.add(failure.reason());
            arguments.add(Integer.toString(failure.attemptsMade()));
            arguments.add(failure.failure());
        }
        return scripts.run(Script.FAIL, queue, arguments).map(Finished::read);
    }

    /** @param accepted how many of the jobs the consumer still held and has given up now */
    public record Finished(boolean leaseLost, int accepted) {

        static Finished read(Response answer) {
            int accepted = answer.toInteger();
            return new Finished(accepted == Script.LEASE_LOST, Math.max(accepted, 0));
        }
    }

    /**
     * @param nextMillis until the next delayed job is due; -1 if there is none
     * @param lateMillis by how much the first of those that moved was late
     */
    public record Promoted(int moved, long nextMillis, long lateMillis) {}

    public Future<Promoted> promoteDelayed(int most) {
        return run(Script.PROMOTE_DELAYED, REDIS_CLOCK, Integer.toString(most))
                .map(answer -> new Promoted(
                        answer.get(0).toInteger(),
                        answer.get(1).toLong(),
                        answer.get(2).toLong()));
    }

    /** @param consumer whose lease had lapsed; empty if nobody's had */
    public record Rescued(String consumer, int rescued, int buried) {}

    public Future<Rescued> rescueStalled(int most, int maxRedeliveries, int keepFailed, int keep) {
        return run(
                        Script.RESCUE_STALLED,
                        REDIS_CLOCK,
                        Integer.toString(most),
                        Integer.toString(maxRedeliveries),
                        Integer.toString(keepFailed),
                        Integer.toString(keep))
                .map(answer -> new Rescued(
                        answer.get(0).toString(),
                        answer.get(1).toInteger(),
                        answer.get(2).toInteger()));
    }

    public Future<Response> retire(String consumer) {
        return run(Script.RETIRE_CONSUMER, REDIS_CLOCK, consumer);
    }

    /**
     * @param progress JSON; empty for no news
     * @return whether the consumer holds the job
     */
    public Future<Boolean> report(String consumer, LeasedJob job, String progress, int keepLines, List<String> lines) {
        List<String> arguments = arguments(consumer, job.place(), job.id(), progress, Integer.toString(keepLines));
        arguments.addAll(lines);
        return scripts.run(Script.REPORT, queue, arguments).map(answer -> answer.toInteger() == 1);
    }

    /** The results of the jobs that a parent has waited for. */
    public Future<List<ChildResult>> children(String id) {
        return Unsent.send(redis, Request.cmd(Command.HGETALL).arg(QueueKeys.job(queue, id)))
                .map(hash -> ChildResults.of(JobHash.fields(hash)));
    }

    /** What was set for the queue while it runs. */
    public Future<QueueOverrides> overrides() {
        return Overrides.read(redis, queue);
    }

    /** @param age see {@link Duration#ZERO}: any age is kept */
    public Future<Integer> trim(Duration age, Duration failedAge, int most) {
        return run(Script.TRIM, REDIS_CLOCK, millis(age), millis(failedAge), Integer.toString(most))
                .map(Response::toInteger);
    }

    /** Every entry that the consumer holds, whether or not it has heard of it; none without the lease. */
    public Future<List<LeasedJob>> held(String consumer, int mostPerLane) {
        return run(Script.HELD, REDIS_CLOCK, consumer, Integer.toString(mostPerLane))
                .map(answer -> byLane(answer.get(1)));
    }

    private static List<LeasedJob> byLane(Response lanes) {
        List<LeasedJob> jobs = new ArrayList<>();
        for (Response lane : lanes) {
            jobs.addAll(LeasedJob.read(lane.get(0).toString(), lane.get(1)));
        }
        return jobs;
    }

    private Future<Response> run(Script script, String... arguments) {
        return scripts.run(script, queue, List.of(arguments));
    }

    private static List<String> arguments(String... first) {
        List<String> arguments = new ArrayList<>();
        arguments.add(REDIS_CLOCK);
        arguments.addAll(List.of(first));
        return arguments;
    }

    private static List<String> texts(Response list) {
        return list.stream().map(Response::toString).toList();
    }

    private static boolean isLeaseLost(Response code) {
        return code.toInteger() == Script.LEASE_LOST;
    }

    private static String flag(boolean set) {
        return set ? "1" : "0";
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
