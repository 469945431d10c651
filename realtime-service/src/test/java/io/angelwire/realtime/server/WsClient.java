package io.angelwire.realtime.server;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A client of the plain JSON protocol. */
final class WsClient implements WebSocket.Listener, AutoCloseable {

    record Closed(int code, String reason) {}

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 30;

    /** Stands behind the last frame. */
    private static final JsonNode END = MissingNode.getInstance();

    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private final AtomicInteger asked = new AtomicInteger();
    private WebSocket socket;

    /** Connects with a token in the Authorization header. */
    static WsClient signedIn(URI uri, String token) {
        WsClient client = connect(uri, "Authorization", "Bearer " + token);
        client.next("ready");
        return client;
    }

    static WsClient connect(URI uri, String... headers) {
        return connect(uri, List.of(), headers);
    }

    static WsClient connect(URI uri, List<String> protocols, String... headers) {
        WsClient client = new WsClient();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        if (!protocols.isEmpty()) {
            builder.subprotocols(
                    protocols.get(0), protocols.subList(1, protocols.size()).toArray(String[]::new));
        }
        client.socket = builder.buildAsync(uri, client)
                .orTimeout(PATIENCE_SECONDS, SECONDS)
                .join();
        return client;
    }

    void send(String text) {
        socket.sendText(text.replace('\'', '"'), true)
                .orTimeout(PATIENCE_SECONDS, SECONDS)
                .join();
    }

    void sendBinary(byte... bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true)
                .orTimeout(PATIENCE_SECONDS, SECONDS)
                .join();
    }

    /** The next frame; empty if the connection is closed before there is one. */
    Optional<JsonNode> nextIfOpen() {
        JsonNode frame = poll();
        return frame == END ? Optional.empty() : Optional.of(frame);
    }

    /** Emits and returns the ack. */
    JsonNode call(String event, Object id) {
        return call(event, id, null);
    }

    JsonNode call(String event, Object data, JsonNode since) {
        send("{'type':'emit','event':'" + event + "','data':'" + data + "','id':1"
                + (since == null ? "" : ",'since':" + since) + "}");
        return next("ack");
    }

    /** Emits with an object as data and returns the ack, past any events before it. */
    JsonNode ask(String event, Map<String, ?> data) {
        String id = "ask-" + asked.incrementAndGet();
        send(JSON.valueToTree(Map.of("type", "emit", "event", event, "id", id, "data", data)));
        List<JsonNode> seen = until(frame -> frame.path("id").asText().equals(id));
        return seen.get(seen.size() - 1);
    }

    void send(JsonNode frame) {
        socket.sendText(frame.toString(), true)
                .orTimeout(PATIENCE_SECONDS, SECONDS)
                .join();
    }

    /** The next event of this name, past other frames. */
    JsonNode event(String name) {
        List<JsonNode> seen = until(frame -> frame.path("event").asText().equals(name));
        return seen.get(seen.size() - 1);
    }

    /** The next frame, which must be of this type. */
    JsonNode next(String type) {
        JsonNode frame = next();
        if (!frame.path("type").asText().equals(type)) {
            throw new AssertionError("expected " + type + " but got " + frame);
        }
        return frame;
    }

    JsonNode next() {
        return nextIfOpen().orElseThrow(() -> new AssertionError("closed " + closed.join()));
    }

    private JsonNode poll() {
        try {
            JsonNode frame = frames.poll(PATIENCE_SECONDS, SECONDS);
            if (frame == null) {
                throw new AssertionError("no frame");
            }
            if (frame == END) {
                frames.add(END);
            }
            return frame;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Frames up to the first that matches. */
    List<JsonNode> until(Predicate<JsonNode> last) {
        List<JsonNode> seen = new ArrayList<>();
        do {
            seen.add(next());
        } while (!last.test(seen.get(seen.size() - 1)));
        return seen;
    }

    /** What arrived before the answer to a ping that is sent now. */
    List<JsonNode> untilNow() {
        send("{'type':'ping'}");
        List<JsonNode> seen = until(frame -> frame.path("type").asText().equals("pong"));
        return seen.subList(0, seen.size() - 1);
    }

    Closed closed() {
        return closed.orTimeout(PATIENCE_SECONDS, SECONDS).join();
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    String protocol() {
        return socket.getSubprotocol();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                frames.add(JSON.readTree(partial.toString()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end(new Closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end(new Closed(1006, failure.toString()));
    }

    private void end(Closed how) {
        closed.complete(how);
        frames.add(END);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
