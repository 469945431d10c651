package io.angelwire.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void refusesAPortThatWasAskedForAndIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Ports.choose(Map.of(Endpoint.API_GATEWAY, port)))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("--port api-gateway=NUMBER")
                    .hasMessageContaining("ANGELWIRE_PORT_API_GATEWAY");
        }
    }

    @Test
    void usesAnotherPortWhereTheDefaultIsTaken() throws IOException {
        int defaultPort = Endpoint.MAILBOX.defaultPort();
        // If somebody else listens there, it is taken all the same.
        try (ServerSocket ignored = tryToTake(defaultPort)) {
            int chosen = Ports.choose(Map.of()).of(Endpoint.MAILBOX);
            assertThat(chosen).isNotEqualTo(defaultPort).isBetween(10_000, 32_000);
        }
    }

    @Test
    void givesEveryEndpointAPortOfItsOwn() {
        Ports ports = Ports.anyFree();
        assertThat(Arrays.stream(Endpoint.values()).map(ports::of)).doesNotHaveDuplicates();
    }

    @Test
    void saysWhyAPortCannotBeHad() {
        assertThat(Ports.describe(new BindException("Permission denied (Bind failed)")))
                .contains("privileged")
                .doesNotContain("taken");
        assertThat(Ports.describe(new BindException("Address already in use"))).contains("taken by another program");
    }

    private static ServerSocket tryToTake(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            return new ServerSocket();
        }
    }
}
