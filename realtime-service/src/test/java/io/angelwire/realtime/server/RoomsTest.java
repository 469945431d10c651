package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Room;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RoomsTest extends RealtimeTest {

    @Test
    void allTabsOfAUserHearTheUsersRoomAndNobodyElseDoes() {
        UUID user = Ids.newId();
        WsClient phone = signedIn(user);
        WsClient laptop = signedIn(user);
        WsClient stranger = signedIn(Ids.newId());
        publish(Room.user(user), "notification");
        JsonNode event = phone.next("event");
        assertThat(event.path("event").asText()).isEqualTo("notification");
        assertThat(event.path("room").asText()).isEqualTo("user:" + user);
        assertThat(event.path("offset").path("seq").asLong()).isEqualTo(1);
        assertThat(event.path("offset").path("epoch").asText()).isNotBlank();
        assertThat(event.path("data").path("said").asText()).isEqualTo("notification");
        assertThat(UUID.fromString(event.path("id").asText()).version()).isEqualTo(7);
        assertThat(laptop.next("event")).isEqualTo(event);
        assertThat(stranger.untilNow()).isEmpty();
        phone.close();
        publish(Room.user(user), "second");
        assertThat(laptop.next("event").path("event").asText()).isEqualTo("second");
    }

    @Test
    void aPublishedPitchIsAnybodysAndADraftItsFoundersAndAdmins() {
        Person founder = Investing.person(Role.FOUNDER);
        UUID published = Investing.pitch(founder, PitchStatus.PUBLISHED);
        UUID draft = Investing.pitch(founder, PitchStatus.DRAFT);
        WsClient investor = signedIn(Ids.newId());
        JsonNode ack = investor.call("subscribe_to_pitch", published);
        assertThat(ack.path("ok").asBoolean()).isTrue();
        assertThat(ack.path("id").asInt()).isEqualTo(1);
        assertThat(ack.path("data").path("pitchId").asText()).isEqualTo(published.toString());
        assertThat(ack.path("room").asText()).isEqualTo("pitch:" + published);
        assertThat(ack.path("offset").path("seq").asLong()).isZero();
        assertThat(ack.has("recovered")).isFalse();

        JsonNode refusal = investor.call("subscribe_to_pitch", draft);
        assertThat(refusal.path("ok").asBoolean()).isFalse();
        assertThat(refusal.path("error").path("code").asInt()).isEqualTo(4105);
        assertThat(refusal.path("error").path("retry").asBoolean()).isFalse();
        assertThat(investor.call("subscribe_to_pitch", Ids.newId()).path("error"))
                .isEqualTo(refusal.path("error"));

        assertThat(signedIn(founder.id(), "founder")
                        .call("subscribe_to_pitch", draft)
                        .path("ok")
                        .asBoolean())
                .isTrue();
        assertThat(signedIn(Ids.newId(), "founder")
                        .call("subscribe_to_pitch", draft)
                        .path("ok")
                        .asBoolean())
                .isFalse();
        assertThat(signedIn(Ids.newId(), "admin")
                        .call("subscribe_to_pitch", draft)
                        .path("ok")
                        .asBoolean())
                .isTrue();
        publish(Room.pitch(published), "pitch:updated");
        assertThat(investor.next("event").path("event").asText()).isEqualTo("pitch:updated");
        publish(Room.pitch(draft), "secret");
        assertThat(investor.untilNow()).isEmpty();
    }

    @Test
    void anInvestmentIsItsPartiesAndAdmins() {
        Person founder = Investing.person(Role.FOUNDER);
        Person investor = Investing.person(Role.INVESTOR);
        UUID investment = Investing.investment(
                investor, Investing.pitch(founder, PitchStatus.PUBLISHED), Money.of(CurrencyUnit.USD, 25_000));
        WsClient party = signedIn(investor.id());
        WsClient startup = signedIn(founder.id(), "founder");
        WsClient admin = signedIn(Ids.newId(), "admin");
        WsClient stranger = signedIn(Ids.newId());
        for (WsClient entitled : new WsClient[] {party, startup, admin}) {
            JsonNode ack = entitled.call("join_investment_room", investment);
            assertThat(ack.path("data").path("investmentId").asText()).isEqualTo(investment.toString());
        }
        JsonNode refusal = stranger.call("join_investment_room", investment).path("error");
        assertThat(refusal.path("code").asInt()).isEqualTo(4103);
        assertThat(refusal.path("reason").asText()).isEqualTo("not_a_party");
        assertThat(stranger.call("join_investment_room", Ids.newId()).path("error"))
                .isEqualTo(refusal);
        assertThat(admin.call("join_investment_room", Ids.newId())
                        .path("error")
                        .path("reason")
                        .asText())
                .isEqualTo("not_found");

        publish(Room.investment(investment), "investment:created", "payment:processed");
        for (WsClient entitled : new WsClient[] {party, startup, admin}) {
            assertThat(entitled.next("event").path("event").asText()).isEqualTo("investment:created");
            assertThat(entitled.next("event").path("event").asText()).isEqualTo("payment:processed");
        }
        assertThat(stranger.untilNow()).isEmpty();
    }

    @Test
    void whoLeavesHearsNothingMore() {
        UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        WsClient client = signedIn(Ids.newId());
        client.call("subscribe_to_pitch", pitch);
        JsonNode ack = client.call("unsubscribe_from_pitch", pitch);
        assertThat(ack.path("ok").asBoolean()).isTrue();
        assertThat(ack.has("room")).isFalse();
        publish(Room.pitch(pitch), "unheard");
        assertThat(client.untilNow()).isEmpty();
        assertThat(client.call("leave_investment_room", Ids.newId()).path("ok").asBoolean())
                .isTrue();
    }

    @Test
    void quickJoiningAndLeavingEndsAsTheClientAsked() {
        UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        WsClient client = signedIn(Ids.newId());
        for (int i = 0; i < 10; i++) {
            client.send("{'type':'emit','event':'subscribe_to_pitch','data':'" + pitch + "','id':" + 2 * i + "}");
            client.send(
                    "{'type':'emit','event':'unsubscribe_from_pitch','data':'" + pitch + "','id':" + (2 * i + 1) + "}");
        }
        client.send("{'type':'emit','event':'subscribe_to_pitch','data':'" + pitch + "','id':'last'}");
        for (int i = 0; i < 20; i++) {
            assertThat(client.next("ack").path("id").asInt()).isEqualTo(i);
        }
        assertThat(client.next("ack").path("id").asText()).isEqualTo("last");
        publish(Room.pitch(pitch), "heard");
        assertThat(client.next("event").path("event").asText()).isEqualTo("heard");
        assertThat(client.untilNow()).isEmpty();
    }

    @Test
    void withoutAnIdTheAnswerIsTheConfirmingEvent() {
        UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        WsClient client = signedIn(Ids.newId());
        client.send("{'type':'emit','event':'subscribe_to_pitch','data':{'pitchId':'" + pitch + "'}}");
        JsonNode confirmed = client.next("event");
        assertThat(confirmed.path("event").asText()).isEqualTo("subscribed_to_pitch");
        assertThat(confirmed.path("data").path("pitchId").asText()).isEqualTo(pitch.toString());
        client.send("{'type':'emit','event':'unsubscribe_from_pitch','data':'" + pitch + "'}");
        assertThat(client.next("event").path("event").asText()).isEqualTo("unsubscribed_from_pitch");
        client.send("{'type':'emit','event':'subscribe_to_pitch','data':'" + Ids.newId() + "'}");
        assertThat(client.next("error").path("error").path("reason").asText()).isEqualTo("not_found");
    }

    @Test
    void adminsHearTheAdminRoomsFromTheStart() {
        WsClient admin = signedIn(Ids.newId(), "admin");
        WsClient investor = signedIn(Ids.newId());
        publish(Room.admin("alerts"), "admin_alert");
        assertThat(admin.next("event").path("event").asText()).isEqualTo("admin_alert");
        assertThat(investor.untilNow()).isEmpty();
    }
}
