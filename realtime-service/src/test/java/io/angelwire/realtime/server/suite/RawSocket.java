package io.angelwire.realtime.server.suite;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket that keeps what it received, texts as strings and binary messages as buffers. */
final class RawSocket implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int PATIENCE_SECONDS = 30;

    private final BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final ByteArrayOutputStream partialBinary = new ByteArrayOutputStream();
    private WebSocket socket;

    /** @throws java.util.concurrent.CompletionException if the handshake is refused */
    static RawSocket connect(URI uri) {
        RawSocket raw = new RawSocket();
        raw.socket = HTTP.newWebSocketBuilder()
                .buildAsync(uri, raw)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return raw;
    }

    void send(String... texts) {
        for (String text : texts) {
            socket.sendText(text, true)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    void sendFragments(String... parts) {
        for (int i = 0; i < parts.length; i++) {
            socket.sendText(parts[i], i == parts.length - 1)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    void send(byte... content) {
        socket.sendBinary(ByteBuffer.wrap(content), true)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    String nextText() {
        return (String) next();
    }

    byte[] nextBinary() {
        return ((ByteBuffer) next()).array();
    }

    private Object next() {
        try {
            Object message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no message" + (closed.isDone() ? ": closed" : ""));
            }
            return message;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void awaitClosed() {
        closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    boolean isSilent() {
        return messages.isEmpty();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] content = new byte[data.remaining()];
        data.get(content);
        partialBinary.writeBytes(content);
        if (last) {
            messages.add(ByteBuffer.wrap(partialBinary.toByteArray()));
            partialBinary.reset();
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.complete(null);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
