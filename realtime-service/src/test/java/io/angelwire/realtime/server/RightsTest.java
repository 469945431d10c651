package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.TransientEvent;
import io.angelwire.realtime.server.rights.MembershipReview;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** A right that ends takes its members out of the room, and they hear nothing more of it. */
@QuarkusTest
class RightsTest extends RealtimeTest {

    @Inject
    DataSource database;

    @Inject
    ObjectMapper json;

    @Inject
    RealtimeConfig config;

    private final Person founder = Investing.person(Role.FOUNDER);
    private final Person investor = Investing.person(Role.INVESTOR);

    @Test
    void aRightIsLookedAtOftenEnoughForFiveSeconds() {
        Duration oldest = config.rights().cache().plus(config.rights().reviewInterval());
        assertThat(oldest).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aPitchThatIsUnpublishedIsLeftByAllButItsFounder() throws SQLException {
        UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        WsClient reader = joined(investor, pitch);
        WsClient owner = joined(founder, pitch);
        update("update pitches set status = 'DRAFT' where id = ?", pitch);

        JsonNode left = reader.next("left");
        assertThat(left.path("room").asText()).isEqualTo("pitch:" + pitch);
        assertThat(left.path("error").path("code").asInt()).isEqualTo(4105);
        assertThat(left.path("error").path("reason").asText()).isEqualTo("not_found");

        publish(Room.pitch(pitch), "secret");
        assertThat(owner.next("event").path("event").asText()).isEqualTo("secret");
        assertThat(reader.untilNow()).isEmpty();
        assertThat(reader.call("subscribe_to_pitch", pitch).path("ok").asBoolean(true))
                .isFalse();
        // Its own room is still its own.
        publish(Room.user(investor.id()), "notification");
        assertThat(reader.next("event").path("event").asText()).isEqualTo("notification");
    }

    @Test
    void anInvestmentThatPassesToSomebodyElseIsLeftByWhoHadIt() throws SQLException {
        Person heir = Investing.person(Role.INVESTOR);
        UUID investment = Investing.investment(
                investor, Investing.pitch(founder, PitchStatus.PUBLISHED), Money.of(CurrencyUnit.USD, 25_000));
        WsClient party = signedIn(investor.id());
        party.call("join_investment_room", investment);
        update("update investments set investor_id = ? where id = ?", heir.id(), investment);
        assertThat(party.next("left").path("error").path("reason").asText()).isEqualTo("not_a_party");
        assertThat(signedIn(heir.id())
                        .call("join_investment_room", investment)
                        .path("ok")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whoIsNoAdministratorAnyMoreLosesWhatOnlyTheyMaySee() throws SQLException {
        Person admin = Investing.person(Role.ADMIN);
        UUID draft = Investing.pitch(founder, PitchStatus.DRAFT);
        UUID published = Investing.pitch(founder, PitchStatus.PUBLISHED);
        WsClient client = joined(admin, draft);
        client.call("subscribe_to_pitch", published);
        update("update users set role = 'INVESTOR' where id = ?", admin.id());
        assertThat(List.of(client.next("left"), client.next("left")))
                .extracting(left -> left.path("room").asText())
                .containsExactlyInAnyOrder("admin:alerts", "pitch:" + draft);
        publish(Room.admin("alerts"), "admin_alert");
        publish(Room.pitch(published), "pitch:news");
        assertThat(client.next("event").path("event").asText()).isEqualTo("pitch:news");

        // The same token again: it still says admin.
        WsClient again = signedIn(admin.id(), "admin");
        publish(Room.admin("alerts"), "admin_alert");
        assertThat(again.untilNow()).isEmpty();
        assertThat(again.call("subscribe_to_pitch", draft)
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(4105);
        assertThat(again.ask("send_message", Map.of("pitchId", draft, "content", "Hello"))
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(4105);
    }

    @Test
    void anEventThatTellsOfAChangeIsActedOnAtOnce() throws SQLException {
        UUID pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        WsClient reader = joined(investor, pitch);
        update("update pitches set status = 'DRAFT' where id = ?", pitch);
        publish(Room.pitch(pitch), "pitch:updated");
        reader.until(frame -> frame.path("type").asText().equals("left"));

        UUID other = Investing.pitch(founder, PitchStatus.PUBLISHED);
        reader.call("subscribe_to_pitch", other);
        update("update pitches set status = 'DRAFT' where id = ?", other);
        TransientEvent notice =
                TransientEvent.of(Room.pitch(other), MembershipReview.RIGHTS_CHANGED, Map.of(), null, json);
        publisher
                .tell(notice)
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        assertThat(reader.next("left").path("room").asText()).isEqualTo("pitch:" + other);
    }

    private WsClient joined(Person person, UUID pitch) {
        WsClient client = signedIn(person.id(), person.role().group());
        assertThat(client.call("subscribe_to_pitch", pitch).path("ok").asBoolean())
                .isTrue();
        return client;
    }

    private void update(String sql, UUID... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
