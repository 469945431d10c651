package io.angelwire.realtime.server.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.realtime.server.NodeClients;
import io.angelwire.realtime.server.engineio.EngineSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real client library against the protocol alone: acknowledgements, binary, namespaces. */
class SocketIoClientSuiteTest {

    private static SuiteServer server;
    private static NodeClients node;
    private static int clients;

    @BeforeAll
    static void start() {
        server = new SuiteServer("127.0.0.1", 0, EngineSettings.DEFAULTS, Duration.ofSeconds(45));
        node = new NodeClients();
    }

    @AfterAll
    static void stop() {
        node.close();
        server.close();
    }

    private static String open(String namespace, Map<String, ?> options) {
        String client = "suite-" + clients++;
        node.open(client, "http://127.0.0.1:" + server.port() + namespace, options);
        node.next(client, "connect");
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"polling", "websocket"})
    void argumentsAndBinaryComeBack(String transport) {
        String client = open("/", Map.of("transports", List.of(transport), "auth", Map.of("token", "t")));
        assertThat(node.event(client, "auth").path(0).path("token").asText()).isEqualTo("t");
        Map<String, String> binary = Map.of("$binary", "AQIDBA==");
        Map<String, Object> deep = Map.of("deep", List.of(binary, "€", 1.5, true));
        node.emit(client, "message", "text", binary, deep);
        JsonNode back = node.event(client, "message-back");
        assertThat(back.path(0).asText()).isEqualTo("text");
        assertThat(back.path(1).path("$binary").asText()).isEqualTo("AQIDBA==");
        assertThat(back.path(2).path("deep").path(0).path("$binary").asText()).isEqualTo("AQIDBA==");
        assertThat(back.path(2).path("deep").path(1).asText()).isEqualTo("€");
        assertThat(node.call(client, "message-with-ack", deep, binary, 7))
                .extracting(JsonNode::toString)
                .containsExactly(back.path(2).toString(), back.path(1).toString(), "7");
    }

    @Test
    void twoNamespacesShareAConnection() {
        String main = open("/", Map.of());
        String custom = open("/custom", Map.of());
        node.event(custom, "auth");
        node.emit(custom, "message", "custom");
        assertThat(node.event(custom, "message-back").path(0).asText()).isEqualTo("custom");
        node.run("close", custom);
        node.event(main, "auth");
        node.emit(main, "message", "main");
        assertThat(node.event(main, "message-back").path(0).asText()).isEqualTo("main");
    }

    @Test
    void manyMessagesDuringTheUpgradeComeBackInOrder() {
        String client = open("/", Map.of());
        node.event(client, "auth");
        for (int i = 0; i < 500; i++) {
            node.emit(client, "message", i);
        }
        for (int i = 0; i < 500; i++) {
            assertThat(node.event(client, "message-back").path(0).asInt()).isEqualTo(i);
        }
    }
}
