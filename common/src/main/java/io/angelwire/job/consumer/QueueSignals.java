package io.angelwire.job.consumer;

import io.angelwire.job.QueueName;
import io.angelwire.job.redis.QueueKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;

/**
 * Tells a waiting node that its queue has news, by a blocking read on a connection of its own.
 *
 * <p>The read (XREAD, without the group) waits for any entry later than those that the last empty take saw, in all
 * lanes and in the {@code wake} stream; so nothing that arrives between the take and the read is missed, and producers
 * pay nothing for it. It takes nothing out of the lanes: whoever is woken takes by script, inside the limits. The read
 * ends after a second in any case, and a connection that stays silent past that is given up and built anew.
 */
final class QueueSignals {

    private static final long BLOCK_MILLIS = 1_000;
    private static final long SILENCE_MILLIS = 3_000;
    private static final List<String> STREAMS =
            List.of("stream:rescued", "stream:suspect", "stream:high", "stream:keyed", "stream", "stream:low", "wake");

    private final QueueName queue;
    private final Vertx vertx;
    private final Redis blocking;
    private final Runnable onNews;

    private RedisConnection connection;
    private boolean reading;
    private boolean closed;

    /**
     * @param blocking a client whose connections may be held by reads that wait
     * @param onNews called after each read, whether or not something came
     */
    QueueSignals(QueueName queue, Vertx vertx, Redis blocking, Runnable onNews) {
        this.queue = queue;
        this.vertx = vertx;
        this.blocking = blocking;
        this.onNews = onNews;
    }

    /**
     * Waits for entries later than these. A read that is under way goes on instead: what it waits for is older, so it
     * ends at the same news.
     */
    synchronized void arm(List<String> lastEntries) {
        if (reading || closed) {
            return;
        }
        reading = true;
        connected().compose(open -> read(open, lastEntries)).onComplete(read -> {
            synchronized (this) {
                reading = false;
            }
            if (read.failed()) {
                forget();
            }
            onNews.run();
        });
    }

    private synchronized Future<RedisConnection> connected() {
        return connection != null
                ? Future.succeededFuture(connection)
                : blocking.connect().map(this::keep);
    }

    private synchronized RedisConnection keep(RedisConnection open) {
        connection = open;
        return open;
    }

    private Future<Response> read(RedisConnection open, List<String> lastEntries) {
        Request read = Request.cmd(Command.XREAD)
                .arg("COUNT")
                .arg(1)
                .arg("BLOCK")
                .arg(BLOCK_MILLIS)
                .arg("STREAMS");
        STREAMS.forEach(stream -> read.arg(QueueKeys.prefix(queue) + stream));
        lastEntries.forEach(read::arg);
        Promise<Response> answer = Promise.promise();
        long watchdog = vertx.setTimer(SILENCE_MILLIS, fired -> answer.tryFail("silent"));
        open.send(read).onComplete(done -> {
            vertx.cancelTimer(watchdog);
            if (done.succeeded()) {
                answer.tryComplete(done.result());
            } else {
                answer.tryFail(done.cause());
            }
        });
        return answer.future();
    }

    /**
     * The next read is on another connection. This one is not closed: that would give it back to the pool, silent as it
     * is, and fails if it is closed already. The client's idle timeout ends it.
     */
    private synchronized void forget() {
        connection = null;
    }

    synchronized void close() {
        closed = true;
        if (connection != null) {
            connection.close();
            forget();
        }
    }
}
