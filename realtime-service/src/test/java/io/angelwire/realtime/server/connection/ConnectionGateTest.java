package io.angelwire.realtime.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConnectionGateTest {

    private int connections;
    private int anonymous;
    private long nanos;
    private final ConnectionGate gate = new ConnectionGate(
            new ConnectionGate.Limits(10, 5, 100, 20), () -> connections, () -> anonymous, () -> nanos);

    @Test
    void aFloodIsCutToTheRate() {
        assertThat(admitted(50)).isEqualTo(5);
        nanos += Duration.ofMillis(300).toNanos();
        assertThat(admitted(50)).isEqualTo(3);
        nanos += Duration.ofMinutes(1).toNanos();
        assertThat(admitted(50)).isEqualTo(5);
    }

    @Test
    void aFullNodeTakesNoMore() {
        connections = 99;
        assertThat(gate.admit()).isTrue();
        connections = 100;
        assertThat(gate.admit()).isFalse();
    }

    @Test
    void whoDoesNotSignInTakesNoMoreThanTheirShare() {
        connections = 20;
        anonymous = 20;
        assertThat(gate.admit()).isFalse();
        anonymous = 19;
        assertThat(gate.admit()).isTrue();
    }

    private long admitted(int handshakes) {
        return IntStream.range(0, handshakes).filter(i -> gate.admit()).count();
    }
}
