package io.angelwire.realtime.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.testing.RedisCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The same on a Redis cluster, where rooms are on different servers. */
class NodesOnClusterTest extends NodesUnderLoad<RedisCluster> {

    private static final String CHANNELS = "pubsubshard_channels:";

    NodesOnClusterTest() {
        super(RedisCluster.start());
    }

    @Test
    void eachRoomIsCarriedByOneServer() {
        int channels = server.nodes().stream()
                .flatMap(node -> node.ask("INFO stats").lines())
                .filter(line -> line.startsWith(CHANNELS))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(CHANNELS.length()).strip()))
                .sum();
        assertThat(channels).isEqualTo(rooms.size());
    }

    /** Of some pings' time. */
    @Test
    void aSubscriptionThatIsQuietIsKept() {
        assertThat(here.interruptions()).isZero();
        eventually().during(Duration.ofSeconds(3)).until(() -> here.interruptions() == 0 && there.interruptions() == 0);
    }

    @Test
    void aRoomMovesToAnotherServerUnderLoad() throws InterruptedException {
        startPublishing();
        untilPublished(20);
        server.moveSlotOf(rooms.get(0).toString());
        untilPublished(20);
        settle();
        assertThat(followers)
                .filteredOn(follower -> !follower.room().equals(rooms.get(0)))
                .allSatisfy(follower -> assertThat(follower.refetches()).isZero());
    }

    @Test
    void nodesDieAndSubscriptionsAreCutUnderLoad() throws InterruptedException {
        startPublishing();
        for (int cut = 1; cut <= 3; cut++) {
            untilPublished(20);
            server.tellAll("CLIENT KILL TYPE pubsub");
        }
        untilPublished(20);
        here.close();
        untilPublished(20);
        comeBackThere();
        untilPublished(20);
        settle();
        assertNothingLost();
    }
}
