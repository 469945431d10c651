package io.angelwire.realtime.server.faults;

import io.angelwire.testing.RedisCluster;
import org.junit.jupiter.api.Test;

/** The same on a Redis cluster, where rooms are on different servers. */
class NodesOnClusterTest extends NodesUnderLoad<RedisCluster> {

    NodesOnClusterTest() {
        super(RedisCluster.start());
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
