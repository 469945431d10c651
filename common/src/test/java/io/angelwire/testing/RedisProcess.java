package io.angelwire.testing;

import io.vertx.redis.client.RedisOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import redis.embedded.RedisServer;

/** A real Redis process on a free port of the loopback address. */
public final class RedisProcess implements RedisEndpoint {

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

    @Override
    public RedisOptions options() {
        return RedisEndpoint.clientOptions().setConnectionString(url());
    }

    @Override
    public void tellAll(String command) {
        String answer = ask(command);
        if (answer.startsWith("-")) {
            throw new IllegalStateException(answer);
        }
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

    /** The process itself, to be killed or suspended. Redis must answer at the moment of this call. */
    public ServerProcess process() {
        return new ServerProcess(ask("INFO server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("process_id:".length()).strip()))
                .findFirst()
                .orElseThrow());
    }

    /** Sends one command that is answered by a status, a number or a bulk string, without any client. */
    public String ask(String command) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String first = in.readLine();
            if (!first.startsWith("$")) {
                return first;
            }
            char[] text = new char[Integer.parseInt(first.substring(1))];
            for (int read = 0; read < text.length; ) {
                read += in.read(text, read, text.length - read);
            }
            return new String(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
