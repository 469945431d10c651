package io.angelwire.job.redis;

import io.angelwire.job.QueueName;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The scripts of one queue's consuming side, typed. Arguments and returns are those of the scripts' headers. */
public final class QueueCommands {

    private static final String REDIS_CLOCK = "";
    private static final String GROUP = "workers";
    private static final List<String> LANES = List.of(QueueKeys.RESCUED_LANE, "h", "n", "l");

    private final QueueName queue;
    private final ScriptRunner scripts;
    private final Redis redis;

    public QueueCommands(QueueName queue, Redis redis) {
        this.queue = queue;
        this.scripts = new ScriptRunner(redis);
        this.redis = redis;
    }

    /** @param leaseLost then the numbers are 0 */
    public record Heartbeat(boolean leaseLost, int lapsedConsumers, int heldEntries) {}

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
                        answer.get(2).toInteger()));
    }

    /**
     * @param waitMillis until the rate limit lets another job through; -1 if there is no such wait
     * @param lastEntries of the lanes and of {@code wake}, when nothing was taken: what came later is news
     */
    public record Taken(boolean leaseLost, long waitMillis, List<LeasedJob> jobs, List<String> lastEntries) {}

    public Future<Taken> take(String consumer, int most, int rateLimit, Duration rateWindow, int unstarted) {
        return run(
                        Script.TAKE,
                        REDIS_CLOCK,
                        consumer,
                        Integer.toString(most),
                        Integer.toString(rateLimit),
                        millis(rateWindow),
                        Integer.toString(unstarted))
                .map(answer -> {
                    List<LeasedJob> jobs = new ArrayList<>();
                    for (Response lane : answer.get(2)) {
                        jobs.addAll(LeasedJob.read(lane.get(0).toString(), lane.get(1)));
                    }
                    List<String> last =
                            answer.get(3).stream().map(Response::toString).toList();
                    return new Taken(isLeaseLost(answer.get(0)), answer.get(1).toLong(), jobs, last);
                });
    }

    /** @param outcome {@code completed} or {@code cancelled} */
    public record Completion(LeasedJob job, String outcome, String result, long ranMillis) {}

    public Future<Finished> complete(String consumer, int keep, List<Completion> completions) {
        List<String> arguments = arguments(consumer, Integer.toString(keep));
        for (Completion completion : completions) {
            arguments.add(completion.job().place());
            arguments.add(completion.job().id());
            arguments.add(completion.outcome());
            arguments.add(completion.result());
            arguments.add(Long.toString(completion.ranMillis()));
        }
        return scripts.run(Script.COMPLETE, queue, arguments).map(Finished::read);
    }

    /** @param failure a record of the failed attempt as JSON; empty if no attempt failed */
    public record Requeueing(LeasedJob job, String lane, long delayMillis, int attemptsMade, String failure) {

        /** To be run again at once, before the jobs that have not begun. */
        public static Requeueing release(LeasedJob job) {
            return new Requeueing(job, QueueKeys.RESCUED_LANE, 0, job.content().attemptsMade(), "");
        }

        public static Requeueing after(LeasedJob job, long delayMillis, int attemptsMade, String failure) {
            return new Requeueing(job, QueueKeys.lane(job.content().priority()), delayMillis, attemptsMade, failure);
        }
    }

    public Future<Finished> requeue(String consumer, List<Requeueing> requeueings) {
        List<String> arguments = arguments(consumer);
        for (Requeueing requeueing : requeueings) {
            arguments.add(requeueing.job().place());
            arguments.add(requeueing.lane());
            arguments.add(Long.toString(requeueing.delayMillis()));
            arguments.add(Integer.toString(requeueing.attemptsMade()));
            arguments.add(requeueing.failure());
        }
        return scripts.run(Script.REQUEUE, queue, arguments).map(Finished::read);
    }

    public record Failure(LeasedJob job, String reason, int attemptsMade) {}

    public Future<Finished> fail(String consumer, int keep, List<Failure> failures) {
        List<String> arguments = arguments(consumer, Integer.toString(keep));
        for (Failure failure : failures) {
            arguments.add(failure.job().place());
            arguments.add(failure.reason());
            arguments.add(Integer.toString(failure.attemptsMade()));
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

    /** @param nextMillis until the next delayed job is due; -1 if there is none */
    public record Promoted(int moved, long nextMillis) {}

    public Future<Promoted> promoteDelayed(int most) {
        return run(Script.PROMOTE_DELAYED, REDIS_CLOCK, Integer.toString(most))
                .map(answer ->
                        new Promoted(answer.get(0).toInteger(), answer.get(1).toLong()));
    }

    /** @param consumer whose lease had lapsed; empty if nobody's had */
    public record Rescued(String consumer, int rescued, int buried) {}

    public Future<Rescued> rescueStalled(int most, int maxRedeliveries, int keepFailed) {
        return run(
                        Script.RESCUE_STALLED,
                        REDIS_CLOCK,
                        Integer.toString(most),
                        Integer.toString(maxRedeliveries),
                        Integer.toString(keepFailed))
                .map(answer -> new Rescued(
                        answer.get(0).toString(),
                        answer.get(1).toInteger(),
                        answer.get(2).toInteger()));
    }

    public Future<Response> retire(String consumer) {
        return run(Script.RETIRE_CONSUMER, consumer);
    }

    /** Every entry that the consumer holds, whether or not it has heard of it. */
    public Future<List<LeasedJob>> held(String consumer, int mostPerLane) {
        List<Future<List<LeasedJob>>> lanes = new ArrayList<>();
        for (String lane : LANES) {
            String key = QueueKeys.laneStream(queue, lane);
            lanes.add(redis.send(Request.cmd(Command.XREADGROUP)
                            .arg("GROUP")
                            .arg(GROUP)
                            .arg(consumer)
                            .arg("COUNT")
                            .arg(mostPerLane)
                            .arg("STREAMS")
                            .arg(key)
                            .arg("0"))
                    .map(answer -> {
                        Response entries = StreamReply.entriesOf(answer, key);
                        return entries == null ? List.of() : LeasedJob.read(lane, entries);
                    }));
        }
        return Future.all(lanes)
                .map(done ->
                        lanes.stream().flatMap(lane -> lane.result().stream()).toList());
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

    private static boolean isLeaseLost(Response code) {
        return code.toInteger() == Script.LEASE_LOST;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
