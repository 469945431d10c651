package io.angelwire.gateway.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CrossOriginTest {

    @Test
    void noOtherOriginIsAllowedByDefault() {
        given().header("Origin", "https://elsewhere.example")
                .get("/api/health")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
        given().header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "POST")
                .options("/api/investments")
                .then()
                .header("Access-Control-Allow-Origin", nullValue());
    }
}
