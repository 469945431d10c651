package io.angelwire.gateway.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthResourceTest {

    @Inject
    ObjectMapper json;

    @Inject
    RedisDataSource redis;

    @TestHTTPResource(management = true)
    URL management;

    @Test
    void tellsTheQueuesRedisAndTheTimeInTheDescribedShape() throws Exception {
        JsonNode answer = health();

        assertThat(answer.fieldNames()).toIterable().containsExactly("health");
        JsonNode health = answer.get("health");
        assertThat(health.fieldNames()).toIterable().containsExactlyInAnyOrder("queues", "redis", "timestamp");
        assertThat(health.get("queues").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("email", "notifications", "payments");
        assertThat(health.get("queues"))
                .allSatisfy(count -> assertThat(count.isIntegralNumber()).isTrue());
        assertThat(health.get("redis").textValue()).isEqualTo("connected");
        assertThat(Instant.parse(health.get("timestamp").textValue()))
                .isBetween(Instant.now().minusSeconds(10), Instant.now().plusSeconds(1));
    }

    @Test
    void answersSoonWhenRedisDoesNot() throws Exception {
        redis.execute("CLIENT", "PAUSE", "2500", "ALL");
        Instant asked = Instant.now();

        JsonNode health = health().get("health");

        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofMillis(2400));
        assertThat(health.get("redis").textValue()).isEqualTo("disconnected");
        assertThat(health.get("queues"))
                .hasSize(3)
                .allSatisfy(count -> assertThat(count.isNull()).isTrue());
    }

    @Test
    void orchestratorsAreAnsweredToo() {
        for (String probe : new String[] {"live", "ready", "started"}) {
            given().get(management + "health/" + probe).then().statusCode(200).body("status", equalTo("UP"));
        }
    }

    @Test
    void metricsAndProbesAreNotForThoseWhoUseTheApi() {
        given().get("/q/health/ready").then().statusCode(404);
        given().get("/q/metrics").then().statusCode(404);
        given().get(management + "metrics")
                .then()
                .statusCode(200)
                .body(containsString("angelwire_outbox_lag_seconds"))
                .body(containsString("http_server_requests_seconds_bucket"));
    }

    private JsonNode health() throws Exception {
        return json.readTree(given().get("/api/health")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .asString());
    }
}
