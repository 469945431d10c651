package io.angelwire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.e2e.ObservabilityFiles.Use;
import io.angelwire.e2e.SpanReceiver.ReceivedSpan;
import io.angelwire.local.Service;
import io.angelwire.local.client.RealtimeClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be seen of the services from outside while they work. */
class ObservabilityIT extends EndToEnd {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{([^}]*)\\})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    @Test
    void anInvestmentIsOneTraceFromTheRequestToTheMailAndTheBrowser() {
        try (RealtimeClient founder = platform.connect(platform.founder())) {
            UUID investment = platform.invest("27000").id();
            awaitStatus(investment, "COMPLETED");
            awaitTraces(investment, PAID);
            String job = platform.text(
                    "select job_id from notifications where title = 'New Investment Received'"
                            + " and data ->> 'investmentId' = ?",
                    investment.toString());

            eventually()
                    .untilAsserted(() -> assertThat(traceOfJob(job))
                            .contains(
                                    "api-gateway: POST /api/investments",
                                    "api-gateway: push outbox",
                                    "payment-worker: process process_payment",
                                    "payment-worker: push outbox",
                                    "notification-worker: process investment_notification",
                                    "notification-worker: process investment_completed",
                                    "email-worker: process investment_confirmation",
                                    "email-worker: process notification_email",
                                    "realtime-service: deliver investment:created",
                                    "realtime-service: deliver investment:completed"));
        }
    }

    @Test
    void everyMetricThatIsDocumentedAlertedOnOrDrawnIsExposed() {
        awaitStatus(platform.invest("28000").id(), "COMPLETED");
        String asked = ObservabilityFiles.rules() + ObservabilityFiles.dashboard();

        // A worker's meters of jobs are there when it has run some.
        eventually().untilAsserted(() -> {
            Set<String> metrics = new HashSet<>();
            Set<Use> labels = new HashSet<>();
            for (Service service : Service.values()) {
                read(scrape(service), metrics, labels);
            }
            assertThat(metrics).containsAll(ObservabilityFiles.metrics(asked + ObservabilityFiles.operations()));
            assertThat(ObservabilityFiles.labels(asked)).isNotEmpty().isSubsetOf(labels);
        });
    }

    /** Set for the payment worker alone, see {@link Platform}. */
    @Test
    void linesOfJsonSayWhichJobTheyAreAbout() throws Exception {
        UUID investment = platform.invest("1503").id();
        awaitStatus(investment, "COMPLETED");
        ObjectMapper json = new ObjectMapper();

        List<String> lines = Files.readAllLines(
                platform.stack().service(Service.PAYMENT_WORKER).log());

        assertThat(lines.stream().filter(line -> line.contains("failed, see its record")))
                .isNotEmpty()
                .allSatisfy(line -> {
                    JsonNode mdc = json.readTree(line).get("mdc");
                    assertThat(mdc.get("queue").asText()).isEqualTo("payments");
                    assertThat(line).contains(mdc.get("jobId").asText());
                    assertThat(mdc.get("traceId").asText()).hasSize(32);
                });
    }

    /** {@code <service>: <span>} of the trace that an attempt of the job belongs to. */
    private Set<String> traceOfJob(String job) {
        Set<String> traces = platform.spans().stream()
                .filter(span -> job.equals(span.attributes().get("messaging.message.id")))
                .map(ReceivedSpan::traceId)
                .collect(Collectors.toSet());
        assertThat(traces).hasSize(1);
        return platform.spans().stream()
                .filter(span -> traces.contains(span.traceId()))
                .map(span -> span.service() + ": " + span.name())
                .collect(Collectors.toSet());
    }

    private static void read(String scraped, Set<String> metrics, Set<Use> labels) {
        SAMPLE.matcher(scraped).results().forEach(sample -> {
            metrics.add(sample.group(1));
            metrics.add(ObservabilityFiles.family(sample.group(1)));
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2))
                        .results()
                        .forEach(label -> labels.add(new Use(sample.group(1), label.group(1))));
            }
        });
    }

    private String scrape(Service service) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        platform.stack().addresses().metrics(service))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
