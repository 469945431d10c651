package io.angelwire.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What docs/openapi.yaml says is what the application serves, so that a change of the API is seen where it is made. */
@QuarkusTest
class ApiDocumentTest {

    private static final String UPDATE = "angelwire.openapi.update";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR));

    @Test
    void theDocumentThatIsCheckedInIsTheOneThatIsServed() throws IOException {
        JsonNode served = sorted(DescribedOperation.document());
        Path file = docs().resolve("openapi.yaml");
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(file, YAML.writeValueAsString(served));
        }

        assertThat(YAML.readTree(file.toFile()))
                .as("docs/openapi.yaml; if the change is meant, run this test with -D%s=true", UPDATE)
                .isEqualTo(served);
    }

    @Test
    void everyOperationSaysWhatItDoesAndHowItRefuses() {
        assertThat(DescribedOperation.all()).isNotEmpty().allSatisfy(operation -> {
            assertThat(operation.node().path("summary").asText())
                    .as(operation.name())
                    .isNotBlank();
            assertThat(operation.node().path("responses").has("401"))
                    .as(operation.name() + " 401")
                    .isEqualTo(operation.secured());
            if (operation.node().has("requestBody")) {
                assertThat(operation.node().path("responses").fieldNames())
                        .toIterable()
                        .as(operation.name())
                        .contains("400", "413", "415");
            }
        });
    }

    private static Path docs() {
        Path here = Path.of("docs");
        return Files.isDirectory(here) ? here : Path.of("..").resolve(here);
    }

    /** Paths and components come in the order in which classes are found, which is nobody's. */
    private static JsonNode sorted(JsonNode document) {
        sort((ObjectNode) document.get("paths"));
        document.get("components").forEach(kind -> sort((ObjectNode) kind));
        return document;
    }

    private static void sort(ObjectNode node) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        node.fields().forEachRemaining(field -> sorted.put(field.getKey(), field.getValue()));
        node.removeAll();
        node.setAll(sorted);
    }
}
