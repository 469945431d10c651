package io.angelwire.e2e;

import static io.angelwire.e2e.ObservabilityFiles.dashboard;
import static io.angelwire.e2e.ObservabilityFiles.family;
import static io.angelwire.e2e.ObservabilityFiles.found;
import static io.angelwire.e2e.ObservabilityFiles.metrics;
import static io.angelwire.e2e.ObservabilityFiles.operations;
import static io.angelwire.e2e.ObservabilityFiles.rules;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.local.Service;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever is woken finds what to do, and what is asked for is explained. What is exposed at all is ObservabilityIT's. */
class OperationsPageTest {

    @Test
    void everyAlertHasASectionAndEverySectionAnAlert() {
        assertThat(found("(?m)^### \\w+$", operations()))
                .isEqualTo(found("- alert: (\\w+)", rules()).stream()
                        .filter(word -> !word.equals("alert:"))
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyAlertNamesItsSection() {
        assertThat(found("runbook: \\S+", rules()))
                .isEqualTo(found("(?m)^### \\w+$", operations()).stream()
                        .map(alert -> "docs/operations.md#" + alert.toLowerCase())
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyMetricThatIsAskedForIsExplained() {
        assertThat(metrics(rules() + dashboard()))
                .hasSizeGreaterThan(15)
                .allSatisfy(metric -> assertThat(metrics(operations())).contains(family(metric)));
    }

    @Test
    void everyServiceOfTheLocalStackIsScraped() {
        assertThat(Service.values())
                .allSatisfy(service -> assertThat(ObservabilityFiles.localScrapes())
                        .contains("[\"127.0.0.1:" + service.management().defaultPort()
                                + "\"]\n        labels: { service: " + service.module() + " }"));
    }

    @Test
    void theDashboardIsJsonWithoutTwoPanelsOfOneId() throws Exception {
        var panels = new ObjectMapper()
                .readTree(Path.of("../observability/grafana/angelwire.json").toFile())
                .get("panels");

        assertThat(panels).isNotEmpty();
        assertThat(panels).extracting(panel -> panel.get("id").asInt()).doesNotHaveDuplicates();
    }
}
