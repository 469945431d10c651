package io.angelwire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.local.Service;
import io.angelwire.local.StackAddresses;
import io.angelwire.local.client.RealtimeClient;
import io.angelwire.local.client.RealtimeEvent;
import io.angelwire.local.process.SupervisedProcess;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

class InvestmentIT extends EndToEnd {

    @Test
    @ResourceLock(Platform.RUNNING)
    void isPaidMailedNotifiedAndSeenLive() throws Exception {
        // Away until the room is joined: it would have paid before.
        SupervisedProcess worker = platform.stack().service(Service.PAYMENT_WORKER);
        worker.crash();
        try (RealtimeClient investor = platform.connect(platform.investor());
                RealtimeClient secondTab = platform.connect(platform.investor());
                RealtimeClient founder = platform.connect(platform.founder())) {
            UUID investment = platform.invest("25000").id();
            String room = "investment:" + investment;
            investor.emit("join_investment_room", investment.toString());
            founder.emit("join_investment_room", investment.toString());
            worker.start();

            assertPaidExactlyOnce(investment);

            // The room was joined after the creation, so that event reached the users' own rooms alone.
            List<String> settled =
                    List.of("investment:updated", "payment:processed", "investment:updated", "investment:completed");
            for (RealtimeClient party : List.of(investor, founder)) {
                eventually()
                        .untilAsserted(() -> assertThat(
                                        without(Platform.events(party, room, investment), "investment:created"))
                                .isEqualTo(settled));
            }
            for (RealtimeClient tab : List.of(investor, secondTab)) {
                String own = "user:" + platform.investor().userId();
                eventually()
                        .untilAsserted(() -> assertThat(Platform.events(tab, own, investment))
                                .filteredOn("notification"::equals)
                                .hasSize(2));
                assertThat(without(Platform.events(tab, own, investment), "notification"))
                        .containsExactly(
                                "investment:created",
                                "investment:updated",
                                "investment_update",
                                "payment:processed",
                                "investment:updated",
                                "investment_update",
                                "investment:completed");
                assertNoGaps(tab, own);
            }
            assertThat(without(
                            Platform.events(
                                    founder, "user:" + platform.founder().userId(), investment),
                            "notification"))
                    .hasSize(7);
        }
    }

    @Test
    @ResourceLock(value = Platform.RUNNING, mode = ResourceAccessMode.READ)
    void isSeenOnEveryNode() throws Exception {
        int port = platform.stack().startAnotherNode(Service.REALTIME_SERVICE).port();
        try (RealtimeClient here = platform.connect(platform.investor());
                RealtimeClient there = RealtimeClient.connect(StackAddresses.webSocket(port), platform.investor())) {
            UUID investment = platform.invest("31000").id();
            awaitStatus(investment, "COMPLETED");
            String own = "user:" + platform.investor().userId();
            eventually()
                    .untilAsserted(() -> assertThat(Platform.events(there, own, investment))
                            .contains("investment:completed")
                            .isEqualTo(Platform.events(here, own, investment)));
            awaitTraces(investment, PAID);
        }
    }

    @Test
    @ResourceLock(value = Platform.RUNNING, mode = ResourceAccessMode.READ)
    void failsWhenItsPaymentIsDeclined() {
        try (RealtimeClient investor = platform.connect(platform.investor())) {
            UUID investment = platform.invest("10402").id();
            awaitStatus(investment, "FAILED");
            awaitTraces(investment, DECLINED);

            assertThat(platform.count("payments where investment_id = ? and status = 'FAILED'", investment))
                    .isEqualTo(1);
            assertThat(platform.count(
                            "ledger_journals where key = 'payment:' ||"
                                    + " (select id from payments where investment_id = ?)",
                            investment))
                    .isZero();
            assertThat(notifications(investment, platform.investor().userId(), "Investment Failed"))
                    .isEqualTo(1);
            eventually()
                    .untilAsserted(() -> assertThat(without(
                                    Platform.events(
                                            investor,
                                            "user:" + platform.investor().userId(),
                                            investment),
                                    "notification"))
                            .containsExactly(
                                    "investment:created",
                                    "investment:updated",
                                    "investment_update",
                                    "payment:processed",
                                    "investment:updated",
                                    "investment_update"));
        }
    }

    @Test
    @ResourceLock(value = Platform.RUNNING, mode = ResourceAccessMode.READ)
    void isPaidWhenTheProviderSettlesLater() {
        UUID investment = platform.invest("20202").id();
        awaitStatus(investment, "PROCESSING");

        assertPaidExactlyOnce(investment);
    }

    private static List<String> without(List<String> names, String name) {
        return names.stream().filter(other -> !other.equals(name)).toList();
    }

    private static void assertNoGaps(RealtimeClient client, String room) {
        List<Long> sequence = client.events().stream()
                .filter(event -> event.room().equals(room))
                .map(RealtimeEvent::sequence)
                .toList();
        for (int i = 1; i < sequence.size(); i++) {
            assertThat(sequence.get(i)).isEqualTo(sequence.get(i - 1) + 1);
        }
    }
}
