package io.angelwire.local.server;

import io.angelwire.local.StackException;
import io.angelwire.local.process.Program;
import io.angelwire.local.process.StopSignal;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redis.embedded.RedisExecProvider;

/** A real Redis on the loopback address, with its append-only file in the data folder. */
public final class RedisServer {

    private static final int TIMEOUT_MILLIS = 1000;

    private RedisServer() {}

    /**
     * @param programs folder that the binary is unpacked into, once
     * @param data folder of the append-only file; must exist
     */
    public static Program program(Path programs, Path data, int port) {
        return program("redis", programs, data, port, List.of());
    }

    /** @param moreOptions as on Redis' own command line */
    static Program program(String name, Path programs, Path data, int port, List<String> moreOptions) {
        List<String> command = new ArrayList<>(List.of(
                unpacked(programs).toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--appendonly",
                "yes",
                "--save",
                "",
                // Jobs are not a cache: a full Redis refuses new ones and forgets none.
                "--maxmemory-policy",
                "noeviction"));
        command.addAll(moreOptions);
        return new Program(
                name, command, Map.of(), data, () -> answersPing(port), StopSignal.TERM, Duration.ofSeconds(10), true);
    }

    /** One after the other: stacks that start together may share the folder. */
    private static synchronized Path unpacked(Path programs) {
        Path binary = programs.resolve("redis-server-" + RedisExecProvider.redisVersion);
        if (Files.isExecutable(binary)) {
            return binary;
        }
        try {
            File extracted = RedisExecProvider.defaultProvider().get();
            Files.createDirectories(programs);
            Files.move(extracted.toPath(), binary, StandardCopyOption.REPLACE_EXISTING);
            return binary;
        } catch (IOException e) {
            throw new StackException("Cannot unpack Redis to " + binary + ": " + e, e);
        }
    }

    /** A Redis that still reads its append-only file answers with an error. */
    private static boolean answersPing(int port) throws IOException {
        return "+PONG".equals(ask(port, "PING"));
    }

    /**
     * Sends one command and reads its answer: the text of a bulk string, null if there is none, otherwise the first line with
     * its mark, {@code +OK} or {@code -ERR …}.
     */
    static String ask(int port, String command) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String first = answer.readLine();
            if (first == null) {
                throw new IOException("Redis at port " + port + " has closed the connection");
            }
            if (!first.startsWith("$")) {
                return first;
            }
            int length = Integer.parseInt(first.substring(1));
            if (length < 0) {
                return null;
            }
            char[] text = new char[length];
            for (int read = 0; read < text.length; ) {
                int more = answer.read(text, read, text.length - read);
                if (more < 0) {
                    throw new IOException("Redis at port " + port + " has broken off its answer");
                }
                read += more;
            }
            return new String(text);
        }
    }
}
