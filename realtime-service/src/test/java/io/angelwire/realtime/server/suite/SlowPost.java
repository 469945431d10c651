package io.angelwire.realtime.server.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP by hand, for requests that stop half-way. */
final class SlowPost implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;

    private SlowPost(Socket socket) {
        this.socket = socket;
    }

    /** Sends a request and the first part of a body of {@code length} characters. */
    static SlowPost start(URI uri, String begun, int length) throws IOException {
        SlowPost post = new SlowPost(connect(uri));
        post.write("POST " + target(uri) + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\nContent-Length: " + length
                + "\r\n\r\n" + begun);
        return post;
    }

    /** A poll whose connection is cut. */
    static void abortedGet(URI uri) throws IOException {
        try (SlowPost get = new SlowPost(connect(uri))) {
            get.write("GET " + target(uri) + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n");
        }
    }

    /** Sends the rest and returns the answer's first line. */
    String finish(String rest) throws IOException {
        write(rest);
        return answer();
    }

    /** The answer's first line. */
    String answer() throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    private static Socket connect(URI uri) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String target(URI uri) {
        return uri.getPath() + "?" + uri.getQuery();
    }

    private void write(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
