package io.angelwire.realtime.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.realtime.Room;
import io.angelwire.testing.RedisProcess;
import io.angelwire.testing.ServerProcess;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class NodeFaultsTest extends NodesUnderLoad<RedisProcess> {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    NodeFaultsTest() {
        super(RedisProcess.start());
    }

    @Test
    void aNodeIsKilledAndItsClientsComeBackByTheOther() throws InterruptedException {
        startPublishing();
        untilPublished(50);
        here.close();
        untilPublished(20);
        comeBack(there);
        untilPublished(40);
        settle();
        assertNothingLost();
    }

    @Test
    void theSubscriptionsAreCutAgainAndAgain() throws InterruptedException {
        startPublishing();
        for (int cut = 1; cut <= 5; cut++) {
            untilPublished(20);
            server.tellAll("CLIENT KILL TYPE pubsub");
        }
        settle();
        assertNothingLost();
    }

    @Test
    void aNodeThatHasNoTimeForSecondsKeepsItsSubscriptions() throws InterruptedException {
        startPublishing();
        untilPublished(20);
        AtomicBoolean busy = new AtomicBoolean(true);
        here.hub().membersOf(Set.of(), members -> {
            // As long as it takes to look twice whether Redis lives.
            long since = System.nanoTime();
            while (System.nanoTime() - since < Duration.ofSeconds(3).toNanos()) {
                Thread.onSpinWait();
            }
            busy.set(false);
        });
        eventually().until(() -> !busy.get());
        settle();
        assertNothingLost();
        assertThat(here.interruptions()).isZero();
    }

    @Test
    void redisIsRestartedAndHasLostItsData() throws InterruptedException {
        startPublishing();
        untilPublished(50);
        server.restart();
        untilPublished(50);
        settle();
        assertThat(followers)
                .allSatisfy(follower -> assertThat(follower.refetches()).isPositive());
    }

    @Test
    void redisSleepsForTenSeconds() throws InterruptedException {
        startPublishing();
        untilPublished(50);
        ServerProcess process = server.process();
        process.suspend();
        long asleep = System.nanoTime();
        try {
            eventually().until(() -> !here.isUp() && !there.isUp());
            eventually().until(() -> System.nanoTime() - asleep > PAUSE.toNanos());
        } finally {
            process.resume();
        }
        eventually().until(() -> here.isUp() && there.isUp());
        untilPublished(20);
        settle();
        assertNothingLost();
    }

    @Test
    void theHistoryIsTrimmedWhileAClientIsAway() throws InterruptedException {
        Follower away = followers.get(0);
        Room room = away.room();
        publish(room, 1);
        eventually().until(() -> away.last().seq() == 1);
        here.close();
        // Redis trims whole nodes of the stream, of a hundred entries.
        publish(room, 400);
        comeBack(there);
        startPublishing();
        settle();
        assertThat(away.refetches()).isOne();
        assertThat(followers)
                .filteredOn(follower -> !follower.room().equals(room))
                .allSatisfy(follower -> assertThat(follower.refetches()).isZero());
    }
}
