package io.angelwire.local.server;

import io.angelwire.local.StackException;
import io.angelwire.local.process.Program;
import io.angelwire.local.process.StopSignal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
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
        List<String> command = List.of(
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
                "noeviction");
        return new Program(
                "redis",
                command,
                Map.of(),
                data,
                () -> answersPing(port),
                StopSignal.TERM,
                Duration.ofSeconds(10),
                true);
    }

    private static Path unpacked(Path programs) {
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
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        }
    }
}
