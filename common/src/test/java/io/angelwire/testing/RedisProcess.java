package io.angelwire.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import redis.embedded.RedisServer;

/** A real Redis process on a free port of the loopback address. */
public final class RedisProcess implements AutoCloseable {

    private final RedisServer server;
    private final int port;

    private RedisProcess(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** @param settings lines of redis.conf, {@code appendonly yes} for instance */
    public static RedisProcess start(String... settings) {
        return startOn(freePort(), settings);
    }

    public static RedisProcess startOn(int port, String... settings) {
        var builder = RedisServer.builder().port(port).setting("bind 127.0.0.1");
        for (String setting : settings) {
            builder.setting(setting);
        }
        RedisServer server = builder.build();
        server.start();
        return new RedisProcess(server, port);
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Ends the process and starts another on the same port; what it has kept depends on the settings. */
    public void restart() {
        server.stop();
        server.start();
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
