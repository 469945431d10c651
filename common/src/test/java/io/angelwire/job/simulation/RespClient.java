package io.angelwire.job.simulation;

import io.angelwire.job.redis.Script;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Redis over one blocking socket: a call costs a few tens of microseconds, where an asynchronous client's would cost a
 * hand-over between threads. A number is a Long, a text a String, an array a List; an error is thrown,
 * unless it is {@link #NO_GROUP}.
 */
final class RespClient implements AutoCloseable {

    /** Answer to a read from a stream that nobody has read from by script. */
    static final String NO_GROUP = "NOGROUP";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Map<String, String> digests = new HashMap<>();

    private record Failure(String message) {}

    RespClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Script script : Script.values()) {
            load(script.source());
        }
    }

    private String load(String source) {
        return (String) call("SCRIPT", "LOAD", source);
    }

    /** Runs a script of the test's own. */
    Object eval(String source) {
        return call("EVALSHA", digests.computeIfAbsent(source, this::load), "0");
    }

    Object call(String... command) {
        return call(List.of(command));
    }

    Object call(List<String> command) {
        try {
            write(command);
            out.flush();
            Object answer = read();
            if (answer instanceof Failure failure && failure.message.startsWith(NO_GROUP)) {
                return NO_GROUP;
            }
            if (answer instanceof Failure failure) {
                throw new IllegalStateException(failure.message + " to " + command);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(List<String> command) throws IOException {
        writeCount('*', command.size());
        for (String argument : command) {
            byte[] bytes = argument.getBytes(StandardCharsets.UTF_8);
            writeCount('$', bytes.length);
            out.write(bytes);
            out.write('\r');
            out.write('\n');
        }
    }

    private void writeCount(char kind, int count) throws IOException {
        out.write(kind);
        out.write(Integer.toString(count).getBytes(StandardCharsets.ISO_8859_1));
        out.write('\r');
        out.write('\n');
    }

    private Object read() throws IOException {
        int kind = in.read();
        String line = readLine();
        switch (kind) {
            case '+':
                return line;
            case '-':
                return new Failure(line);
            case ':':
                return Long.valueOf(line);
            case '$': {
                int length = Integer.parseInt(line);
                if (length < 0) {
                    return null;
                }
                String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
                in.skipNBytes(2);
                return text;
            }
            case '*': {
                int count = Integer.parseInt(line);
                if (count < 0) {
                    return null;
                }
                List<Object> items = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    items.add(read());
                }
                return items;
            }
            default:
                throw new EOFException("Redis has closed the connection, or said: " + (char) kind + line);
        }
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        int next;
        while ((next = in.read()) != '\r') {
            if (next < 0) {
                throw new EOFException("Redis has closed the connection");
            }
            line.append((char) next);
        }
        in.skipNBytes(1);
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
