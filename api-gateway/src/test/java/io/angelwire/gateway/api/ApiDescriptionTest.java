package io.angelwire.gateway.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ApiDescriptionTest {

    @Test
    void theDocumentIsOpenApi31WithBearerTokens() {
        JsonNode document = DescribedOperation.document();

        assertThat(document.get("openapi").textValue()).startsWith("3.1.");
        assertThat(document.at("/components/securitySchemes/bearer/scheme").textValue())
                .isEqualTo("bearer");
        for (String operation : new String[] {
            "/paths/~1api~1investments/post", "/paths/~1api~1investments~1{id}/get", "/paths/~1api~1pitches~1{id}/get"
        }) {
            assertThat(document.at(operation + "/security/0/bearer").isMissingNode())
                    .as(operation)
                    .isFalse();
            assertThat(document.at(operation + "/responses/401/$ref").textValue())
                    .isEqualTo("#/components/responses/Unauthorized");
        }
        assertThat(document.at("/paths/~1api~1health/get/security").isMissingNode())
                .isTrue();
    }

    @Test
    void everyRefusalIsDescribedAsAProblem() {
        JsonNode document = DescribedOperation.document();

        assertThat(document.at("/components/responses"))
                .isNotEmpty()
                .allSatisfy(response -> assertThat(response.at("/content/application~1problem+json/schema/$ref")
                                .textValue())
                        .isEqualTo("#/components/schemas/Problem"));
        assertThat(document.at("/components/schemas/Problem/properties/code").isMissingNode())
                .isFalse();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonNode document = DescribedOperation.document();

        for (JsonNode reference : document.findValues("$ref")) {
            assertThat(document.at(reference.textValue().substring(1)).isMissingNode())
                    .as(reference.textValue())
                    .isFalse();
        }
    }

    @Test
    void aDemoThatIsOffIsNotDescribed() {
        assertThat(DescribedOperation.document().toString()).doesNotContainIgnoringCase("demo");
    }

    @Test
    void thereIsAPageToTryItOn() {
        given().get("/q/swagger-ui/").then().statusCode(200).body(containsString("Angelwire API"));
    }
}
