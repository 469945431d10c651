package io.angelwire.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

    private static final Path DEFAULT = Path.of("/somewhere");

    @Test
    void withoutAnyTheDefaultsHold() {
        assertThat(Arguments.parse(List.of(), Map.of(), DEFAULT))
                .isEqualTo(new Arguments(DEFAULT, false, false, false, Map.of()));
    }

    @Test
    void readsAllOptions() {
        List<String> arguments = List.of(
                "--data",
                "/a b",
                "--fresh",
                "--demo",
                "--redis-cluster",
                "--port",
                "redis=7000",
                "--port",
                "api-gateway=9000");
        assertThat(Arguments.parse(arguments, Map.of(), DEFAULT))
                .isEqualTo(new Arguments(
                        Path.of("/a b"), true, true, true, Map.of(Endpoint.REDIS, 7000, Endpoint.API_GATEWAY, 9000)));
    }

    @Test
    void anOptionWinsOverTheEnvironment() {
        Map<String, String> environment = Map.of("ANGELWIRE_PORT_REDIS", "7001", "ANGELWIRE_PORT_SMTP", "7002");
        assertThat(Arguments.parse(List.of("--port", "redis=7000"), environment, DEFAULT)
                        .ports())
                .isEqualTo(Map.of(Endpoint.REDIS, 7000, Endpoint.SMTP, 7002));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "redis=", "redis=0", "redis=65536", "redis=x", "nothing=7000", "=7000"})
    void refusesAnImpossiblePort(String assignment) {
        assertThatThrownBy(() -> Arguments.parse(List.of("--port", assignment), Map.of(), DEFAULT))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void twoEndpointsCannotAskForTheSamePort() {
        Map<String, String> environment = Map.of("ANGELWIRE_PORT_SMTP", "7000");
        assertThatThrownBy(() -> Arguments.parse(List.of("--port", "redis=7000"), environment, DEFAULT))
                .isInstanceOf(UsageException.class)
                .hasMessage("redis and smtp cannot both have port 7000");
    }
}
