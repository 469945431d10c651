package io.angelwire.job.redis;

import io.angelwire.job.Priority;
import io.angelwire.job.QueueName;

/**
 * The Redis keys of a queue. All begin with the same prefix, whose braces are the cluster's hash tag.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code stream}, {@code stream:high}, {@code stream:low}, {@code stream:rescued}</td>
 *     <td>the lanes: streams of waiting and active jobs, consumer group {@code workers}</td></tr>
 * <tr><td>{@code delayed}</td><td>sorted set of job ids by due time (ms): delayed jobs and retries</td></tr>
 * <tr><td>{@code job:<id>}</td>
 *     <td>hash: where the job is ({@code at}), failed attempts, a delayed job's content, a completed one's result</td></tr>
 * <tr><td>{@code completed}</td>
 *     <td>list of the completed jobs that are remembered: place (lane's letter and entry) and id; their entries stay</td></tr>
 * <tr><td>{@code failed}</td><td>stream of jobs failed for good, trimmed to the queue's retention</td></tr>
 * <tr><td>{@code dead}</td><td>stream of jobs failed for good until they are stored, group {@code dead-letter}</td></tr>
 * <tr><td>{@code consumers}</td><td>sorted set of consumers by the end of their lease (ms)</td></tr>
 * <tr><td>{@code limiter}, {@code limiter:log}</td><td>the sliding-window rate limit</td></tr>
 * <tr><td>{@code meta}</td><td>hash: paused</td></tr>
 * <tr><td>{@code wake}</td><td>stream of one entry that wakes waiting nodes</td></tr>
 * </table>
 */
public final class QueueKeys {

    public static final String DEAD_LETTER_GROUP = "dead-letter";

    /** The lane of jobs that had begun elsewhere. */
    static final String RESCUED_LANE = "r";

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

    /** The letter of a priority's lane. */
    public static String lane(Priority priority) {
        return switch (priority) {
            case HIGH -> "h";
            case NORMAL -> "n";
            case LOW -> "l";
        };
    }

    /** The stream of a lane, by its letter. */
    static String laneStream(QueueName queue, String lane) {
        return prefix(queue)
                + switch (lane) {
                    case RESCUED_LANE -> "stream:rescued";
                    case "h" -> "stream:high";
                    case "n" -> "stream";
                    case "l" -> "stream:low";
                    default -> throw new IllegalArgumentException("no such lane: " + lane);
                };
    }
}
