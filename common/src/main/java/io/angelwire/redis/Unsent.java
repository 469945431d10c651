package io.angelwire.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.Supplier;

/**
 * Commands that never left, since their connection had been closed when they were to be written. In a cluster a command has a
 * connection to each node, and one that nothing has moved on for the idle timeout is closed although it is taken out of the
 * pool again and again: those that happen to be sent just then fail.
 */
public final class Unsent {

    /** What the client says of it; of one that may have been sent it says {@code CONNECTION_CLOSED}. */
    private static final String CLOSED = "Connection is closed";

    private Unsent() {}

    /** Sends a command, and once more if it was not sent. */
    public static Future<Response> send(Redis redis, Request request) {
        return retry(() -> redis.send(request));
    }

    /** Runs the call, and once more if its command was not sent, which is safe whatever it does. */
    public static <T> Future<T> retry(Supplier<Future<T>> call) {
        return call.get()
                .recover(failure -> CLOSED.equals(failure.getMessage()) ? call.get() : Future.failedFuture(failure));
    }
}
