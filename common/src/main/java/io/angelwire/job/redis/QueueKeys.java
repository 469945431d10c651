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
 * <tr><td>{@code job:<id>}</td><td>hash: where the job is ({@code at}), its failed attempts; a delayed job's content</td></tr>
 * <tr><td>{@code completed}, {@code failed}</td><td>streams of finished jobs, trimmed to the queue's retention</td></tr>
 * <tr><td>{@code dead}</td><td>stream of jobs failed for good until they are stored, group {@code dead-letter}</td></tr>
 * <tr><td>{@code consumers}</td><td>sorted set of consumers by the end of their lease (ms)</td></tr>
 * <tr><td>{@code limiter}, {@code limiter:log}</td><td>the sliding-window rate limit</td></tr>
 * <tr><td>{@code meta}</td><td>hash: paused</td></tr>
 * <tr><td>{@code wake}</td><td>stream of one entry that wakes waiting nodes</td></tr>
 * </table>
 */
public final class QueueKeys {

    public static final String DEAD_LETTER_GROUP = "dead-letter";
    static final String RESCUED_LANE = "stream:rescued";

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

    /** The name of a priority's lane, without the prefix. */
    public static String lane(Priority priority) {
        return switch (priority) {
            case HIGH -> "stream:high";
            case NORMAL -> "stream";
            case LOW -> "stream:low";
        };
    }
}
