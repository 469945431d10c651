package io.angelwire.testing;

import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisOptions;

/** A real Redis that a test has started: one process, or several that make a cluster. */
public interface RedisEndpoint extends AutoCloseable {

    /** How a client reaches it; each call makes new ones. */
    RedisOptions options();

    /** A client's options as the services have them, see {@code microprofile-config.properties}; without an address. */
    static RedisOptions clientOptions() {
        return new RedisOptions()
                .setMaxWaitingHandlers(65_536)
                .setMaxPoolWaiting(65_536)
                .setPoolRecycleTimeout(2_000)
                .setPoolCleanerInterval(1_000)
                .setNetClientOptions(new NetClientOptions()
                        .setTcpKeepAlive(true)
                        .setTcpNoDelay(true)
                        .setIdleTimeout(5)
                        .setConnectTimeout(3_000));
    }

    /** Sends a command without keys ({@code SCRIPT FLUSH}, {@code CLIENT KILL TYPE pubsub}) to every process. */
    void tellAll(String command);

    @Override
    void close();
}
