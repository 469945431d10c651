package io.angelwire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.local.client.RealtimeClient;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of money in escrow, seen by everybody whom it concerns, in the books and in what is counted. */
class EscrowIT extends EndToEnd {

    @Test
    void isRefundedToOneAndReleasedForAnother() {
        long createdBefore = counted("investment:created");
        long paidBefore = counted("payment:processed");
        long releasedBefore = counted("escrow:released");
        try (RealtimeClient investor = platform.connect(platform.investor());
                RealtimeClient founder = platform.connect(platform.founder())) {
            UUID refunded = platform.invest("23000").id();
            UUID released = platform.invest("24000").id();
            awaitStatus(refunded, "COMPLETED");
            awaitStatus(released, "COMPLETED");
            for (RealtimeClient party : List.of(investor, founder)) {
                join(party, refunded);
                join(party, released);
            }

            platform.gateway().refund(platform.admin(), refunded);
            platform.gateway().release(platform.admin(), released);
            awaitStatus(refunded, "REFUNDED");
            awaitStatus(released, "RELEASED");

            for (RealtimeClient party : List.of(investor, founder)) {
                assertLastEvents(party, refunded, "investment:updated", "investment:updated");
                assertLastEvents(party, released, "investment:updated", "investment:updated", "escrow:released");
            }
            awaitTraces(refunded, mails("Refunded: $23,000.00 invested in Solar Kites"));
            awaitTraces(released, mails("$24,000.00 released from escrow to Solar Kites"));
            for (UUID user :
                    List.of(platform.investor().userId(), platform.founder().userId())) {
                assertThat(notifications(refunded, user, "Investment Refunded")).isEqualTo(1);
                assertThat(notifications(released, user, "Escrow Released")).isEqualTo(1);
            }
            assertBooks(refunded, "refund:");
            assertBooks(released, "release:");
        }
        eventually().untilAsserted(() -> {
            assertThat(counted("investment:created")).isGreaterThanOrEqualTo(createdBefore + 2);
            assertThat(counted("payment:processed")).isGreaterThanOrEqualTo(paidBefore + 2);
            assertThat(counted("escrow:released")).isGreaterThanOrEqualTo(releasedBefore + 1);
        });
    }

    /** Those of a paid investment and of its end, of which both parties are told. */
    private static List<String> mails(String end) {
        return Stream.concat(PAID.stream(), Stream.of(end, end)).sorted().toList();
    }

    /** As often as the service says to try again, which it does when the machine is busy. */
    private static void join(RealtimeClient party, UUID investment) {
        eventually()
                .until(() -> party.emit("join_investment_room", investment.toString())
                        .path("ok")
                        .asBoolean());
    }

    private static void assertLastEvents(RealtimeClient party, UUID investment, String... names) {
        eventually()
                .untilAsserted(() -> assertThat(Platform.events(party, "investment:" + investment, investment))
                        .endsWith(names));
    }

    /** The payment and what followed are there, nothing is left in escrow, and all balances agree with their entries. */
    private void assertBooks(UUID investment, String end) {
        JsonNode journals = ledger("journals?investmentId=" + investment).get("items");
        assertThat(journals.findValuesAsText("key"))
                .satisfiesExactly(
                        last -> assertThat(last).startsWith(end),
                        first -> assertThat(first).startsWith("payment:"));
        assertThat(journals.get(0).get("entries"))
                .filteredOn(entry -> entry.get("account").asText().equals("escrow:investment:" + investment))
                .singleElement()
                .satisfies(
                        entry -> assertThat(entry.get("balance").decimalValue()).isZero());
        String cursor = "";
        while (cursor != null) {
            JsonNode stretch = ledger("check" + cursor);
            assertThat(stretch.get("differences")).isEmpty();
            String next = stretch.get("nextCursor").textValue();
            cursor = next == null ? null : "?cursor=" + next;
        }
    }

    private JsonNode ledger(String what) {
        return platform.gateway().get(platform.admin(), "/api/admin/ledger/" + what);
    }

    private long counted(String event) {
        return platform.gateway()
                .get(platform.admin(), "/api/admin/analytics?event=" + event)
                .at("/events/0/count")
                .asLong();
    }
}
