package io.angelwire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.local.client.GatewayClient;
import io.angelwire.local.client.Session;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DocumentIT extends EndToEnd {

    private static final String FIELD = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void anUploadedDeckIsFoundByItsTextAndCleanedUpWhenItIsDeleted() throws Exception {
        String word = "w" + UUID.randomUUID().toString().replace("-", "");
        String startup = platform.gateway()
                .pitch(platform.founder(), GatewayClient.DEMO_PITCH)
                .get("startupId")
                .asText();
        HttpResponse<String> uploaded = send(
                platform.founder(),
                request("/api/documents")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofString(FIELD.formatted("startupId", startup)
                                + FIELD.formatted("pitchId", GatewayClient.DEMO_PITCH)
                                + FIELD.formatted("fileType", "PITCH_DECK")
                                + FIELD.formatted("visibility", "PUBLIC")
                                + FIELD.formatted("file\"; filename=\"deck.pdf", pdf(word))
                                + "--b--\r\n")));
        assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(201);
        UUID id = UUID.fromString(json(uploaded).get("id").asText());

        eventually()
                .untilAsserted(() -> assertThat(json(send(
                                        platform.investor(),
                                        request("/api/documents/search?q=" + word)
                                                .GET()))
                                .at("/items/0/snippet")
                                .asText())
                        .contains("<mark>" + word + "</mark>"));

        HttpResponse<String> deleted =
                send(platform.founder(), request("/api/documents/" + id).DELETE());
        assertThat(deleted.statusCode()).isEqualTo(204);
        eventually().until(() -> platform.count("documents where id = ?", id) == 0);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(platform.stack().addresses().api().resolve(path));
    }

    private HttpResponse<String> send(Session who, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(
                request.header("Authorization", "Bearer " + who.token()).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    /** One page, as short as readers put up with. */
    private static String pdf(String text) {
        String content = "BT /F 12 Tf 50 700 Td (" + text + ") Tj ET";
        return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
                + "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
                + "4 0 obj<</Length " + content.length() + ">>stream\n" + content + "\nendstream endobj\n"
                + "trailer<</Root 1 0 R>>\n%%EOF\n";
    }
}
