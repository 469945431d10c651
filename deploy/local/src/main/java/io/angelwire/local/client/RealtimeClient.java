package io.angelwire.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A client of the realtime service's plain JSON protocol; keeps every event that it receives. */
public final class RealtimeClient implements AutoCloseable {

    private static final int ANSWER_SECONDS = 10;

    private final Consumer<RealtimeEvent> listener;
    private final List<RealtimeEvent> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<JsonNode> ready = new CompletableFuture<>();
    private final Map<Integer, CompletableFuture<JsonNode>> acks = new ConcurrentHashMap<>();
    private final AtomicInteger lastId = new AtomicInteger();
    private WebSocket socket;

    private RealtimeClient(Consumer<RealtimeEvent> listener) {
        this.listener = listener;
    }

    /**
     * Connects, authenticates and waits until the server says that it is ready.
     *
     * @param listener is told every event as it arrives, in order
     */
    public static RealtimeClient connect(URI uri, Session session, Consumer<RealtimeEvent> listener) {
        RealtimeClient client = new RealtimeClient(listener);
        client.socket = answer(
                "the WebSocket " + uri,
                HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, client.new Frames()));
        client.send(Map.of("type", "auth", "token", session.token()));
        answer("the authentication at " + uri, client.ready);
        return client;
    }

    public static RealtimeClient connect(URI uri, Session session) {
        return connect(uri, session, event -> {});
    }

    /** Sends an event and returns the data of its acknowledgement. */
    public JsonNode emit(String event, Object data) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> ack = new CompletableFuture<>();
        acks.put(id, ack);
        send(Map.of("type", "emit", "event", event, "data", data, "id", id));
        JsonNode frame = answer(event, ack);
        if (!frame.path("ok").asBoolean()) {
            throw new UnexpectedAnswerException(event + " was refused: " + frame.path("error"));
        }
        return frame;
    }

    /** Everything received so far, in the order of arrival. */
    public List<RealtimeEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void send(Map<String, Object> frame) {
        try {
            answer("a send", socket.sendText(JsonHttp.JSON.writeValueAsString(frame), true));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static <T> T answer(String to, CompletableFuture<T> future) {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new UnexpectedAnswerException("No answer to " + to + " within " + ANSWER_SECONDS + " s");
        } catch (ExecutionException e) {
            throw new UnexpectedAnswerException(to + " failed: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnexpectedAnswerException("Interrupted while waiting for the answer to " + to);
        }
    }

    private void received(JsonNode frame) {
        switch (frame.path("type").asText()) {
            case "ready" -> ready.complete(frame);
            case "ack" -> {
                CompletableFuture<JsonNode> ack = acks.remove(frame.path("id").asInt());
                if (ack != null) {
                    ack.complete(frame);
                }
            }
            case "event" -> {
                RealtimeEvent event = RealtimeEvent.of(frame);
                events.add(event);
                listener.accept(event);
            }
            default -> {
                // Pongs and goodbyes are of no interest here.
            }
        }
    }

    private void ended(String why) {
        UnexpectedAnswerException reason = new UnexpectedAnswerException("The connection ended: " + why);
        ready.completeExceptionally(reason);
        acks.values().forEach(ack -> ack.completeExceptionally(reason));
    }

    private final class Frames implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    received(JsonHttp.JSON.readTree(text.toString()));
                } catch (JsonProcessingException e) {
                    ended("a frame is not JSON: " + text);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            ended(code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            ended(error.toString());
        }
    }
}
