package io.angelwire.testing;

import io.vertx.redis.client.RedisOptions;

/** A real Redis that a test has started: one process, or several that make a cluster. */
public interface RedisEndpoint extends AutoCloseable {

    /** How a client reaches it; each call makes new ones. */
    RedisOptions options();

    /** Sends a command without keys ({@code SCRIPT FLUSH}, {@code CLIENT KILL TYPE pubsub}) to every process. */
    void tellAll(String command);

    @Override
    void close();
}
