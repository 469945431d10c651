package io.angelwire.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Collects the spans of all services over OTLP, as a collector does (opentelemetry/proto/trace/v1/trace.proto). */
final class SpanReceiver implements AutoCloseable {

    record ReceivedSpan(String service, String traceId, String name, Map<String, String> attributes) {}

    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    SpanReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (ProtobufFields ofService :
                    ProtobufFields.of(exchange.getRequestBody().readAllBytes()).messages(1)) {
                String service = attributes(ofService.messages(1).get(0), 1).get("service.name");
                for (ProtobufFields scope : ofService.messages(2)) {
                    scope.messages(2).forEach(span -> spans.add(span(service, span)));
                }
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static ReceivedSpan span(String service, ProtobufFields span) {
        return new ReceivedSpan(
                service, HexFormat.of().formatHex(span.get(1).get(0)), span.text(5), attributes(span, 9));
    }

    /** Those that are texts. */
    private static Map<String, String> attributes(ProtobufFields of, int number) {
        return of.messages(number).stream()
                .collect(Collectors.toMap(
                        attribute -> attribute.text(1),
                        attribute -> attribute.messages(2).get(0).text(1),
                        (first, second) -> first));
    }
}
