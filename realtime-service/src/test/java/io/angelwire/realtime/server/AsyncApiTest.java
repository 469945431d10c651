package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.angelwire.domain.document.DocumentEvents;
import io.angelwire.domain.failedjob.AlertEvents;
import io.angelwire.domain.investment.InvestmentEvents;
import io.angelwire.domain.message.MessageEvents;
import io.angelwire.domain.notification.NotificationReadEvents;
import io.angelwire.domain.pitch.PitchEvents;
import io.angelwire.domain.user.Role;
import io.angelwire.realtime.server.command.ClientCommands;
import io.angelwire.realtime.server.presence.PresenceTracker;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.angelwire.realtime.server.protocol.ErrorCode;
import io.angelwire.testing.Investing;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What docs/asyncapi.yaml says is what the service has. */
@QuarkusTest
class AsyncApiTest extends RealtimeTest {

    @Inject
    ClientCommands commands;

    private JsonNode document;

    @BeforeEach
    void read() throws IOException {
        Path path = Path.of("docs/asyncapi.yaml");
        document = new ObjectMapper(new YAMLFactory())
                .readTree(
                        Files.exists(path)
                                ? path.toFile()
                                : Path.of("..").resolve(path).toFile());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<JsonNode> references = document.findValues("$ref");
        assertThat(references).hasSizeGreaterThan(50);
        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.asText().substring(1)).isObject())
                        .as(reference.asText())
                        .isTrue());
    }

    @Test
    void theEventsThatClientsMayEmitAreTheCommands() {
        Set<String> described = new TreeSet<>();
        for (JsonNode message : messages("clientEmits")) {
            described.add(message.at("/payload/allOf/1/properties/event/const").asText());
        }
        assertThat(described).isEqualTo(commands.events());
    }

    @Test
    void theEventsOfRoomsAreThoseOfTheDomain() {
        Set<String> described = new TreeSet<>();
        for (JsonNode message : messages("roomTells")) {
            for (JsonNode event : message.findValues("event")) {
                event.path("enum").forEach(name -> described.add(name.asText()));
                if (event.has("const")) {
                    described.add(event.path("const").asText());
                }
            }
        }
        assertThat(described)
                .containsExactlyInAnyOrder(
                        InvestmentEvents.INVESTMENT_CREATED,
                        InvestmentEvents.INVESTMENT_UPDATED,
                        InvestmentEvents.INVESTMENT_COMPLETED,
                        InvestmentEvents.INVESTMENT_UPDATE,
                        InvestmentEvents.ESCROW_RELEASED,
                        InvestmentEvents.PAYMENT_PROCESSED,
                        PitchEvents.PITCH_CREATED,
                        PitchEvents.PITCH_UPDATED,
                        PitchEvents.PITCH_FUNDED,
                        PitchEvents.COMMENT_ADDED,
                        PitchEvents.COMMENT_DELETED,
                        DocumentEvents.DOCUMENT_UPLOADED,
                        DocumentEvents.DOCUMENT_INDEXED,
                        MessageEvents.NEW_MESSAGE,
                        MessageEvents.INVESTMENT_MESSAGE,
                        MessageEvents.MESSAGE_READ,
                        PresenceTracker.PRESENCE,
                        "typing",
                        "notification",
                        NotificationReadEvents.NOTIFICATION_READ,
                        AlertEvents.ADMIN_ALERT,
                        AlertEvents.ADMIN_ALERT_UPDATED,
                        "subscribed_to_pitch",
                        "unsubscribed_from_pitch");
    }

    @Test
    void codesAreThoseOfTheService() {
        assertThat(reasons("ErrorCode"))
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .collect(Collectors.toMap(ErrorCode::code, ErrorCode::reason)));
        assertThat(reasons("CloseCode"))
                .isEqualTo(Arrays.stream(CloseCode.values())
                        .collect(Collectors.toMap(
                                CloseCode::code, code -> code.name().toLowerCase(Locale.ROOT))));
    }

    /** The ids of the examples are nobody's, so that they are refused for that and for nothing else. */
    @Test
    void theExamplesAreUnderstood() {
        WsClient client = signedIn(Investing.person(Role.INVESTOR).id());
        Map<String, Integer> examples = new TreeMap<>();
        for (JsonNode message : messages("clientEmits")) {
            for (JsonNode example : message.path("examples")) {
                JsonNode frame = example.path("payload");
                JsonNode ack = answer(client, frame);
                assertThat(ack.path("id")).isEqualTo(frame.path("id"));
                assertThat(ack.path("ok").asBoolean()
                                || List.of(4103, 4105, 4113)
                                        .contains(ack.path("error").path("code").asInt()))
                        .as(frame + " " + ack)
                        .isTrue();
                examples.merge(frame.path("event").asText(), 1, Integer::sum);
            }
        }
        assertThat(examples.keySet()).isEqualTo(commands.events());
    }

    /** Asks as long as it is told to try again: what is done first takes a while on a busy machine. */
    private static JsonNode answer(WsClient client, JsonNode frame) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            client.send(frame);
                            return client.next("ack");
                        },
                        ack -> !ack.path("error").path("retry").asBoolean());
    }

    private List<JsonNode> messages(String operation) {
        List<JsonNode> messages = new ArrayList<>();
        for (JsonNode inChannel : document.at("/operations/" + operation + "/messages")) {
            JsonNode reference = document.at(inChannel.path("$ref").asText().substring(1));
            messages.add(document.at(reference.path("$ref").asText().substring(1)));
        }
        assertThat(messages).isNotEmpty();
        return messages;
    }

    private Map<Integer, String> reasons(String schema) {
        Map<Integer, String> reasons = new TreeMap<>();
        document.at("/components/schemas/" + schema + "/x-reasons")
                .fields()
                .forEachRemaining(reason -> reasons.put(
                        Integer.parseInt(reason.getKey()), reason.getValue().asText()));
        return reasons;
    }
}
