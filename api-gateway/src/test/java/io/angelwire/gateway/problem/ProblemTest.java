package io.angelwire.gateway.problem;

import static io.angelwire.gateway.Requests.as;
import static io.angelwire.gateway.Requests.investing;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.angelwire.domain.user.Role;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProblemTest {

    @TestHTTPResource("/api/investments")
    URL investments;

    private Person investor;

    @BeforeEach
    void somebodyAsks() {
        investor = Investing.person(Role.INVESTOR);
    }

    @Test
    void anUnknownAddressIsNotFound() {
        for (String path : new String[] {"/", "/api", "/api/nothing", "/nothing/at/all", "/api/investments/x/y"}) {
            as(investor)
                    .get(path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("code", equalTo("not-found"));
        }
    }

    @Test
    void anotherMethodIsRefusedWithThoseThatThereAre() {
        as(investor)
                .delete("/api/investments")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .header("Allow", containsString("POST"))
                .body("code", equalTo("method-not-allowed"));
    }

    @Test
    void anotherMediaTypeIsRefused() {
        for (String type : new String[] {"text/plain", "application/xml", "application/x-www-form-urlencoded"}) {
            as(investor)
                    .contentType(type)
                    .body("{}")
                    .post("/api/investments")
                    .then()
                    .statusCode(415)
                    .contentType("application/problem+json")
                    .body("code", equalTo("unsupported-media-type"));
        }
    }

    @Test
    void anAnswerThatNobodyCanReadIsNotGiven() {
        as(investor)
                .accept("image/png")
                .get("/api/pitches/00000000-0000-7000-8000-000000000000")
                .then()
                .statusCode(406)
                .contentType("application/problem+json")
                .body("code", equalTo("not-acceptable"));
    }

    @Test
    void aBodyOverTheLimitIsRefusedUnread() throws IOException {
        String request = """
                POST /api/investments HTTP/1.1
                Host: localhost
                Content-Type: application/json
                Content-Length: 1048577

                """.replace("\n", "\r\n");
        try (Socket socket = new Socket(investments.getHost(), investments.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 413").contains("application/problem+json", "body-too-large");
        }
    }

    @Test
    void anAddressThatIsTooLongIsRefused() {
        as(investor)
                .get("/api/pitches?q=" + "x".repeat(60_000))
                .then()
                .statusCode(414)
                .contentType("application/problem+json")
                .body("code", equalTo("address-too-long"));
        as(investor).get("/api/nothing?q=" + "x".repeat(7_900)).then().statusCode(404);
    }

    @Test
    void aBodyOfUnknownLengthIsReadUpToTheLimit() throws Exception {
        byte[] large = (" ".repeat(1024 * 1024) + "{}").getBytes(StandardCharsets.US_ASCII);
        HttpRequest request = HttpRequest.newBuilder(URI.create(investments.toString()))
                .header("Authorization", "Bearer " + investor.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .version(HttpClient.Version.HTTP_1_1)
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("\"code\":\"body-too-large\"");
    }

    @Test
    void aBodyUpToTheLimitIsRead() {
        investing(investor, " ".repeat(1024 * 1024 - 2) + "{}")
                .post("/api/investments")
                .then()
                .statusCode(422);
    }

    @Test
    void anUnexpectedFailureIsToldByNumberOnly() {
        given().get(FailingResource.PATH)
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("code", equalTo("internal-error"))
                .body("id", notNullValue())
                .body("detail", equalTo(null))
                .body("stack", equalTo(null));
        assertThat(given().get(FailingResource.PATH).body().asString()).doesNotContain(FailingResource.SECRET);
    }

    @Test
    void answersAreNotSniffed() {
        given().get("/api/health").then().header("X-Content-Type-Options", equalTo("nosniff"));
    }
}
