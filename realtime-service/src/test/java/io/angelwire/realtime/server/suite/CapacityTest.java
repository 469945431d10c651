package io.angelwire.realtime.server.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.realtime.server.engineio.EngineSettings;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is full, or goes, refuses new sessions and serves those it has. */
class CapacityTest extends SuiteTest {

    private static final int SESSIONS = 5;

    CapacityTest() {
        super("/engine.io/");
    }

    @BeforeEach
    void startSmall() {
        EngineSettings usual = EngineSettings.DEFAULTS;
        start(
                new EngineSettings(
                        usual.pingInterval(),
                        usual.pingTimeout(),
                        usual.upgradeTimeout(),
                        usual.closeTimeout(),
                        usual.maxPayload(),
                        usual.maxBuffered(),
                        SESSIONS),
                Duration.ofSeconds(45));
    }

    @Test
    void takesAsManySessionsAsItMay() {
        List<String> sids = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            sids.add(openPolling());
        }
        assertUnavailable();
        post(sids.get(0), "1");
        openPolling();
        assertUnavailable();
    }

    @Test
    void takesNoneWhenItGoes() {
        String sid = openPolling();
        server().drain();
        assertUnavailable();
        post(sid, "4hello");
        assertThat(poll(sid).body()).isEqualTo("4hello");
    }

    private void assertUnavailable() {
        HttpResponse<String> refusal = send("GET", "?EIO=4&transport=polling", null);
        assertThat(refusal.statusCode()).isEqualTo(503);
        assertThat(refusal.body()).isEqualTo("{\"code\":3,\"message\":\"Service unavailable\"}");
        assertThatThrownBy(() -> socket("?EIO=4&transport=websocket")).isInstanceOf(CompletionException.class);
    }
}
