package io.angelwire.realtime.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.Command;
import org.junit.jupiter.api.Test;

class PubSubKindTest {

    @Test
    void shardedSinceSeven() {
        PubSubKind old = PubSubKind.of("# Server\r\nredis_version:6.2.14\r\nredis_mode:standalone\r\n");
        assertThat(old).isEqualTo(new PubSubKind(false, false));
        assertThat(old.subscribe()).isEqualTo(Command.SUBSCRIBE);
        PubSubKind fresh = PubSubKind.of("# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\n");
        assertThat(fresh).isEqualTo(new PubSubKind(true, false));
        assertThat(fresh.channelsPerCommand()).isGreaterThan(1);
        PubSubKind cluster = PubSubKind.of("redis_version:10.1.0\r\nredis_mode:cluster\r\n");
        assertThat(cluster).isEqualTo(new PubSubKind(true, true));
        assertThat(cluster.channelsPerCommand()).isEqualTo(1);
    }
}
