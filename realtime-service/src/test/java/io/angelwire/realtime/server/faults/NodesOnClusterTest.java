package io.angelwire.realtime.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.testing.RedisCluster;
import io.vertx.redis.client.RedisOptions;
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

    /** Quiet for some pings' time. The connection to the replica ends meanwhile: nothing is ever sent on it. */
    @Test
    void aQuietSubscriptionIsKeptUntilAReplicaTakesOver() throws InterruptedException {
        String room = rooms.get(0).toString();
        server.replicate(room);
        here.close();
        here = new TestNode(this::options, config);
        eventually().until(here::isUp);
        comeBack(here);
        eventually().during(Duration.ofSeconds(3)).until(() -> here.interruptions() == 0);

        startPublishing();
        untilPublished(20);
        server.failOver(room);
        untilPublished(20);
        settle();
        assertThat(here.interruptions()).isPositive();
    }

    @Override
    RedisOptions options() {
        RedisOptions options = super.options();
        options.getNetClientOptions().setIdleTimeout(2);
        return options;
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
        comeBack(there);
        untilPublished(20);
        settle();
        assertNothingLost();
    }
}
