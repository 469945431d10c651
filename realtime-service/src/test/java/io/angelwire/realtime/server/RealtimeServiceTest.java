package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.job.Ids;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.RealtimePublisher;
import io.angelwire.realtime.Room;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.angelwire.testing.TestTokens;
import io.angelwire.testing.TokensTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RedisTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(TokensTestResource.class)
class RealtimeServiceTest {

    @TestHTTPResource("/ws")
    URI http;

    @Inject
    RealtimePublisher publisher;

    @Test
    void aUserHearsWhatIsPublishedToTheUsersRoom() {
        UUID user = Ids.newId();
        URI ws = URI.create(http.toString().replace("http", "ws"));
        try (WsClient client = WsClient.signedIn(ws, TestTokens.tokenFor(user, "investor"))) {
            publisher
                    .publish(List.of(RealtimeEvent.of(Room.user(user), "notification", Map.of("a", 1))))
                    .toCompletableFuture()
                    .join();
            JsonNode event = client.next("event");
            assertThat(event.path("offset").path("seq").asLong()).isEqualTo(1);
        }
    }
}
