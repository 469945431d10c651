package io.angelwire.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.embedded.exceptions.EmbeddedRedisException;

class RedisProcessTest {

    @Test
    void takesAnotherPortWhenSomebodyTookTheFirst() throws IOException {
        List<Integer> ports = new ArrayList<>();
        try (ServerSocket taken = new ServerSocket(RedisProcess.freePort(), 1, InetAddress.getLoopbackAddress());
                RedisProcess redis = RedisProcess.startOnFreePort(port -> {
                    ports.add(port);
                    return RedisProcess.startOn(ports.size() == 1 ? taken.getLocalPort() : port);
                })) {
            assertThat(redis.ask("PING")).isEqualTo("+PONG");
            assertThat(ports).hasSize(2).endsWith(redis.port());
        }
    }

    @Test
    void triesAgainForNoOtherReason() {
        List<Integer> ports = new ArrayList<>();
        assertThatThrownBy(() -> RedisProcess.startOnFreePort(port -> {
                    ports.add(port);
                    return RedisProcess.startOn(port, "no-such-setting yes");
                }))
                .isInstanceOf(EmbeddedRedisException.class);
        assertThat(ports).hasSize(1);
    }
}
