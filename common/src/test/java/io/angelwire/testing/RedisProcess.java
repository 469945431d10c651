package io.angelwire.testing;

import io.vertx.redis.client.RedisOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import redis.embedded.RedisServer;
import redis.embedded.exceptions.EmbeddedRedisException;

/** A real Redis process on a free port of the loopback address. */
public final class RedisProcess implements RedisEndpoint {

    /** Below those that systems give to outgoing connections, which may take a port between two uses of it here. */
    private static final int FIRST_PORT = 10_000;

    private static final int LAST_PORT = 22_000;
    private static final int ATTEMPTS = 5;

    private final RedisServer server;
    private final int port;

    private RedisProcess(RedisServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** @param settings lines of redis.conf, {@code appendonly yes} for instance */
    public static RedisProcess start(String... settings) {
        return startOnFreePort(port -> startOn(port, settings));
    }

    /** Somebody else may take a port just after it was found free: then another one. */
    static RedisProcess startOnFreePort(IntFunction<RedisProcess> start) {
        for (int attempt = 1; ; attempt++) {
            try {
                return start.apply(freePort());
            } catch (EmbeddedRedisException e) {
                if (attempt == ATTEMPTS
                        || !String.valueOf(e.getMessage()).contains("Could not create server TCP listening socket")) {
                    throw e;
                }
            }
        }
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

    /** Sends one command that is answered by an array of bulk strings. */
    public List<String> askForList(String command) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            int size = Integer.parseInt(in.readLine().substring(1));
            List<String> answer = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                in.readLine();
                answer.add(in.readLine());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Free at this moment, as is the one that lies 10,000 above it, which a node of a cluster needs, too. */
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            if (isFree(port) && isFree(port + 10_000)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
