package io.angelwire.job.redis;

import io.angelwire.job.Priority;
import io.angelwire.job.QueueName;
import java.util.Map;

/**
 * The Redis keys of a queue. All begin with the same prefix, whose braces are the cluster's hash tag.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code stream}, {@code stream:high}, {@code stream:low}, {@code stream:keyed}, {@code stream:rescued},
 *     {@code stream:suspect}</td>
 *     <td>the lanes: streams of waiting and active jobs, consumer group {@code workers} (see lanes.lua)</td></tr>
 * <tr><td>{@code jobs}</td>
 *     <td>hash: where each job is, by its id, and how those ended that are remembered (see jobs.lua)</td></tr>
 * <tr><td>{@code dropped}</td>
 *     <td>sorted set of jobs that were not added, by the time (ms) at which that is forgotten</td></tr>
 * <tr><td>{@code delayed}</td><td>sorted set of job ids by due time (ms): delayed jobs and retries</td></tr>
 * <tr><td>{@code parents}</td><td>sorted set of jobs that wait for their children, by when they were enqueued (ms)</td></tr>
 * <tr><td>{@code job:<id>}</td>
 *     <td>hash, which most jobs don't need: the job's links, failed attempts, what its handler reported; its content while
 *     no lane has it</td></tr>
 * <tr><td>{@code key:<key>}, {@code key:<key>:active}, {@code keys:…}</td>
 *     <td>jobs in line for a limit key, active ones of the key, whose turn it is (see keys.lua)</td></tr>
 * <tr><td>{@code dedup:<key>}</td><td>the id of the job that has the deduplication key</td></tr>
 * <tr><td>{@code notices}</td><td>stream: children that have ended, until their parents are told</td></tr>
 * <tr><td>{@code completed}</td>
 *     <td>list of the completed jobs that are remembered: place (lane's letter and entry) and id; their entries stay</td></tr>
 * <tr><td>{@code cancelled}</td><td>list of the cancelled jobs that are remembered</td></tr>
 * <tr><td>{@code failed}</td><td>stream of jobs failed for good, trimmed to the queue's retention</td></tr>
 * <tr><td>{@code dead}</td><td>stream of jobs failed for good until they are stored, group {@code dead-letter}</td></tr>
 * <tr><td>{@code consumers}</td><td>sorted set of consumers by the end of their lease (ms)</td></tr>
 * <tr><td>{@code limiter}, {@code limiter:log}, {@code limiter:key:<key>}, …, {@code open:<consumer>}</td>
 *     <td>the sliding-window rate limits (see limiter.lua)</td></tr>
 * <tr><td>{@code cancels:<consumer>}</td><td>set of places: running jobs that the consumer is to stop</td></tr>
 * <tr><td>{@code meta}</td><td>hash: paused, settings made while the queue runs and their version, counters</td></tr>
 * <tr><td>{@code schedules}, {@code schedules:next}</td>
 *     <td>hash of schedules' definitions; sorted set of their ids by next tick (ms)</td></tr>
 * <tr><td>{@code epoch}</td><td>a random value: when it is another one, the queue's data was deleted</td></tr>
 * <tr><td>{@code wake}</td><td>stream of one entry that wakes waiting nodes</td></tr>
 * <tr><td>{@code events}, {@code watched}</td><td>channel of state changes; present while somebody listens</td></tr>
 * </table>
 */
public final class QueueKeys {

    public static final String DEAD_LETTER_GROUP = "dead-letter";

    /** The lane of jobs that had begun elsewhere. */
    static final String RESCUED_LANE = "r";

    /** The lane of those whose consumers died more than once. */
    static final String SUSPECT_LANE = "s";

    /** The lane of normal priority. */
    static final String NORMAL_LANE = "n";

    /** The consumer group of every lane. */
    static final String GROUP = "workers";

    private static final Map<String, String> LANES = Map.of(
            RESCUED_LANE,
            "stream:rescued",
            SUSPECT_LANE,
            "stream:suspect",
            "h",
            "stream:high",
            "k",
            "stream:keyed",
            NORMAL_LANE,
            "stream",
            "l",
            "stream:low");

    private QueueKeys() {}

    public static String prefix(QueueName queue) {
        return "queue:{" + queue + "}:";
    }

    public static String job(QueueName queue, String id) {
        return prefix(queue) + "job:" + id;
    }

    public static String dead(QueueName queue) {
        return prefix(queue) + "dead";
    }

    /** Children that have ended, for their parents. */
    public static String notices(QueueName queue) {
        return prefix(queue) + "notices";
    }

    /** Channel of state changes. */
    public static String events(QueueName queue) {
        return prefix(queue) + "events";
    }

    /** Exists while somebody listens to {@link #events}. */
    public static String watched(QueueName queue) {
        return prefix(queue) + "watched";
    }

    /** Hash of schedules' definitions, by their ids. */
    public static String schedules(QueueName queue) {
        return prefix(queue) + "schedules";
    }

    /** Hash of the queue's switches, limits and counters. */
    public static String meta(QueueName queue) {
        return prefix(queue) + "meta";
    }

    /** The letter of a priority's lane. */
    public static String lane(Priority priority) {
        return switch (priority) {
            case HIGH -> "h";
            case NORMAL -> NORMAL_LANE;
            case LOW -> "l";
        };
    }

    /** The stream of a lane, by its letter, as scripts take it: without the queue's prefix. */
    static String stream(String lane) {
        return LANES.get(lane);
    }
}
