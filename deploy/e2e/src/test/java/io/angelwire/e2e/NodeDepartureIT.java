package io.angelwire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.local.LocalStack;
import io.angelwire.local.Service;
import io.angelwire.local.StackAddresses;
import io.angelwire.local.client.GatewayClient;
import io.angelwire.local.client.RoomsClient;
import io.angelwire.local.client.TokenSigner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A node of the realtime service goes while events flow, and its clients move to another. With 300 clients; with 5,000
 * by {@code -Dangelwire.faults=full}.
 */
@ResourceLock(Platform.RUNNING)
class NodeDepartureIT extends EndToEnd {

    private static final int PLAIN = FaultSize.of(240, 4_500);
    private static final int SOCKET_IO = FaultSize.of(60, 500);
    private static final int CLIENTS = PLAIN + SOCKET_IO;
    /** What the process of the clients can take besides everything else on two cores. */
    private static final int DELIVERIES_PER_SECOND = 4_000;

    private static final String ROOM = "pitch:" + GatewayClient.DEMO_PITCH;

    private final AtomicInteger published = new AtomicInteger();
    private final ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();
    private RoomsClient rooms;
    private LocalStack.Node going;
    private Crowd crowd;

    @BeforeEach
    void connectEverybodyToANodeThatWillGo() throws Exception {
        LocalStack stack = platform.stack();
        TokenSigner tokens = new TokenSigner(stack.directory().keys().resolve("jwt-private.pem"));
        rooms = new RoomsClient(stack.addresses().realtime(), tokens.sign(UUID.randomUUID(), "service"));
        going = stack.startAnotherNode(Service.REALTIME_SERVICE);
        crowd = new Crowd(
                PLAIN,
                SOCKET_IO,
                StackAddresses.realtime(going.port()),
                stack.addresses().realtime(),
                GatewayClient.DEMO_PITCH,
                tokens,
                stack.repository());
        eventually().until(crowd::report, report -> report.allJoined(CLIENTS));
        Duration pace = Duration.ofSeconds(CLIENTS).dividedBy(DELIVERIES_PER_SECOND);
        publisher.scheduleWithFixedDelay(this::publish, 0, pace.toMillis(), TimeUnit.MILLISECONDS);
        long before = rooms.newest(ROOM);
        eventually().until(() -> crowd.report().allHave(before + 5));
    }

    @AfterEach
    void end() throws InterruptedException {
        stopPublishing();
        crowd.close();
        going.process().stop();
    }

    @Test
    void clientsOfANodeThatEndsAreSpreadOverSomeSecondsAndMissNothing() throws Exception {
        going.process().stop();
        Crowd.Report report = settled();

        assertThat(report.complaints()).isEmpty();
        for (Crowd.Kind kind : List.of(report.plain(), report.socketIo())) {
            assertThat(kind.toldToGo()).isEqualTo(kind.clients());
            assertThat(kind.recovered()).isEqualTo(kind.clients());
            assertThat(kind.toldToFetch()).isZero();
        }
        // Two fifths if they are as evenly spread as they can be told to be; a stampede would be all.
        assertThat(report.busiestSecond()).isLessThan(CLIENTS * 3 / 5);
    }

    /** Of its Socket.IO sessions nothing is saved, and nobody is left in doubt about it. */
    @Test
    void clientsOfANodeThatIsKilledMissNothingOrAreToldToFetchAnew() throws Exception {
        going.process().crash();
        Crowd.Report report = settled();

        assertThat(report.complaints()).isEmpty();
        assertThat(report.plain().recovered()).isEqualTo(PLAIN);
        assertThat(report.plain().toldToFetch()).isZero();
        assertThat(report.socketIo().toldToFetch()).isEqualTo(SOCKET_IO);
    }

    /** When everybody is back and has the newest event. */
    private Crowd.Report settled() throws InterruptedException {
        eventually().until(crowd::report, report -> report.allBack(CLIENTS));
        stopPublishing();
        rooms.publish(ROOM, "crowd:last", Map.of());
        long newest = rooms.newest(ROOM);
        eventually().until(() -> crowd.report().allHave(newest));
        Crowd.Report report = crowd.report();
        System.out.printf("[departure] %s%n", report);
        return report;
    }

    private void publish() {
        rooms.publish(ROOM, "crowd:tick", Map.of("number", published.getAndIncrement()));
    }

    private void stopPublishing() throws InterruptedException {
        publisher.shutdown();
        assertThat(publisher.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }
}
