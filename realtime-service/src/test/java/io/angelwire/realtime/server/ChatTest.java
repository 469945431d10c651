package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people write to each other, through the service as clients use it. */
@QuarkusTest
class ChatTest extends RealtimeTest {

    private Person founder;
    private Person investor;
    private UUID pitch;
    private UUID investment;

    @BeforeEach
    void somebodyInvests() {
        founder = Investing.person(Role.FOUNDER);
        investor = Investing.person(Role.INVESTOR);
        pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        investment = Investing.investment(investor, pitch, Money.of(CurrencyUnit.USD, 25_000));
    }

    @Test
    void aMessageAboutAPitchReachesItsRoom() {
        WsClient listening = signedIn(founder);
        listening.call("subscribe_to_pitch", pitch);
        WsClient writing = signedIn(investor);
        JsonNode ack = writing.ask(
                "send_message", Map.of("pitchId", pitch, "content", "How many customers?", "type", "QUESTION"));
        assertThat(ack.path("ok").asBoolean()).isTrue();

        JsonNode event = listening.event("new_message");
        JsonNode message = event.path("data").path("message");
        assertThat(message).isEqualTo(ack.path("data").path("message"));
        assertThat(event.path("room").asText()).isEqualTo("pitch:" + pitch);
        assertThat(event.path("offset").path("seq").asLong()).isEqualTo(1);
        assertThat(event.path("id")).isEqualTo(message.path("id"));
        assertThat(message.path("content").asText()).isEqualTo("How many customers?");
        assertThat(message.path("sender_id").asText()).isEqualTo(investor.id().toString());
        assertThat(message.path("message_type").asText()).isEqualTo("QUESTION");
        assertThat(Instant.parse(message.path("created_at").asText())).isBefore(Instant.now());
        assertThat(writing.untilNow()).isEmpty();
    }

    @Test
    void aRetryIsStoredAndHeardOnce() {
        WsClient founders = signedIn(founder);
        founders.call("join_investment_room", investment);
        WsClient investors = signedIn(investor);
        Map<String, Object> message =
                Map.of("investmentId", investment, "content", "When do we sign?", "clientMessageId", "m-1");
        JsonNode first = investors.ask("send_message", message);
        // The answer got lost, and the client comes again by another connection.
        JsonNode again = signedIn(investor).ask("send_message", message);
        assertThat(again.path("data")).isEqualTo(first.path("data"));
        investors.ask("send_message", Map.of("investmentId", investment, "content", "Monday?"));
        assertThat(List.of(founders.event("investment_message"), founders.event("investment_message")))
                .extracting(event ->
                        event.path("data").path("message").path("content").asText())
                .containsExactly("When do we sign?", "Monday?");
        assertThat(founders.untilNow()).isEmpty();
    }

    @Test
    void whatIsNoMessageIsRefused() {
        WsClient client = signedIn(investor);
        assertThat(code(client.ask("send_message", Map.of("content", "Hello")))).isEqualTo(4104);
        assertThat(code(client.ask("send_message", Map.of("pitchId", pitch)))).isEqualTo(4104);
        assertThat(code(client.ask("send_message", Map.of("pitchId", pitch, "content", " "))))
                .isEqualTo(4104);
        assertThat(code(client.ask("send_message", Map.of("pitchId", pitch, "content", List.of("x")))))
                .isEqualTo(4104);
        assertThat(code(client.ask("send_message", Map.of("pitchId", pitch, "content", "x".repeat(4_001)))))
                .isEqualTo(4104);
        assertThat(code(client.ask("send_message", Map.of("pitchId", "1-2-3-4-5", "content", "Hello"))))
                .isEqualTo(4104);
        assertThat(code(client.call("send_message", "Hello"))).isEqualTo(4104);
        assertThat(code(client.ask("send_message", Map.of("pitchId", Ids.newId(), "content", "Hello"))))
                .isEqualTo(4105);
        client.ask("send_message", Map.of("pitchId", pitch, "content", "Hello", "clientMessageId", "same"));
        assertThat(code(client.ask(
                        "send_message", Map.of("pitchId", pitch, "content", "Bye", "clientMessageId", "same"))))
                .isEqualTo(4115);
    }

    @Test
    void onlyThePartiesOfAnInvestmentWriteThere() {
        WsClient party = signedIn(founder);
        party.call("join_investment_room", investment);
        WsClient stranger = signedIn(Investing.person(Role.INVESTOR));
        assertThat(code(stranger.ask("send_message", Map.of("investmentId", investment, "content", "Hello"))))
                .isEqualTo(4103);
        assertThat(code(signedIn(Ids.newId()).ask("send_message", Map.of("pitchId", pitch, "content", "Hello"))))
                .isEqualTo(4114);
        assertThat(party.untilNow()).isEmpty();
    }

    @Test
    void othersInTheRoomSeeThatSomebodyTypes() {
        WsClient founders = signedIn(founder);
        founders.call("join_investment_room", investment);
        WsClient investors = signedIn(investor);
        WsClient phone = signedIn(investor);
        phone.call("join_investment_room", investment);
        assertThat(code(investors.ask("typing", Map.of("investmentId", investment))))
                .isEqualTo(4113);
        investors.call("join_investment_room", investment);

        for (int i = 0; i < 20; i++) {
            assertThat(investors
                            .ask("typing", Map.of("investmentId", investment))
                            .path("ok")
                            .asBoolean())
                    .isTrue();
        }
        investors.ask("typing", Map.of("investmentId", investment, "active", false));
        investors.ask("send_message", Map.of("investmentId", investment, "content", "Done"));

        JsonNode typing = founders.next("event");
        assertThat(typing.path("event").asText()).isEqualTo("typing");
        assertThat(typing.has("offset")).isFalse();
        assertThat(typing.path("data").path("typing").path("user_id").asText())
                .isEqualTo(investor.id().toString());
        assertThat(typing.path("data").path("typing").path("investment_id").asText())
                .isEqualTo(investment.toString());
        assertThat(typing.path("data").path("typing").path("active").asBoolean())
                .isTrue();
        JsonNode stopped = founders.next("event");
        assertThat(stopped.path("data").path("typing").path("active").asBoolean(true))
                .isFalse();
        JsonNode message = founders.next("event");
        assertThat(message.path("event").asText()).isEqualTo("investment_message");
        // It is not kept: the first offset is the message's.
        assertThat(message.path("offset").path("seq").asLong()).isEqualTo(1);
        assertThat(names(phone.until(frame -> frame.path("event").asText().equals("investment_message"))))
                .containsExactly("investment_message");
    }

    @Test
    void theRoomLearnsHowFarSomebodyHasRead() {
        WsClient founders = signedIn(founder);
        WsClient investors = signedIn(investor);
        investors.call("join_investment_room", investment);
        String message = investors
                .ask("send_message", Map.of("investmentId", investment, "content", "Hello"))
                .path("data")
                .path("message")
                .path("id")
                .asText();
        JsonNode ack = founders.ask("mark_read", Map.of("investmentId", investment, "messageId", message));
        assertThat(ack.path("data").path("messageId").asText()).isEqualTo(message);
        JsonNode receipt = investors.event("message_read").path("data").path("receipt");
        assertThat(receipt.path("user_id").asText()).isEqualTo(founder.id().toString());
        assertThat(receipt.path("message_id").asText()).isEqualTo(message);
        assertThat(receipt.path("room").asText()).isEqualTo("investment:" + investment);

        assertThat(code(founders.ask("mark_read", Map.of("investmentId", investment))))
                .isEqualTo(4104);
        assertThat(code(founders.ask("mark_read", Map.of("pitchId", pitch, "messageId", message))))
                .isEqualTo(4105);
        assertThat(code(signedIn(Ids.newId())
                        .ask("mark_read", Map.of("investmentId", investment, "messageId", message))))
                .isEqualTo(4103);
    }

    private WsClient signedIn(Person person) {
        return signedIn(person.id(), person.role().group());
    }

    private static int code(JsonNode ack) {
        assertThat(ack.path("ok").asBoolean(true)).isFalse();
        return ack.path("error").path("code").asInt();
    }
}
