package io.angelwire.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, labels and ports by which one resource means another. */
class WiringTest {

    static final Set<String> SERVICES = Set.of(
            "api-gateway",
            "realtime-service",
            "email-worker",
            "notification-worker",
            "payment-worker",
            "document-worker",
            "analytics-worker");

    private final Manifests production = Manifests.of("overlays/production");

    @Test
    void everyServiceHasADeployment() {
        assertThat(production.named(Deployment.class)).containsOnlyKeys(SERVICES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/local", "overlays/production"})
    void everyDeploymentSelectsItsOwnPodsAndHasABudgetOfDisruptions(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        Map<String, PodDisruptionBudget> budgets = manifests.named(PodDisruptionBudget.class);
        manifests.named(Deployment.class).forEach((name, deployment) -> {
            PodTemplateSpec pod = deployment.getSpec().getTemplate();
            assertThat(deployment.getSpec().getSelector().getMatchLabels())
                    .isEqualTo(Map.of("app.kubernetes.io/name", name));
            assertThat(selects(deployment.getSpec().getSelector(), pod)).isTrue();
            assertThat(selects(budgets.get(name).getSpec().getSelector(), pod)).isTrue();
            pod.getSpec()
                    .getTopologySpreadConstraints()
                    .forEach(constraint -> assertThat(selects(constraint.getLabelSelector(), pod))
                            .isTrue());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/local", "overlays/production"})
    void everyServiceLeadsToAPortOfItsPods(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        manifests.named(Service.class).forEach((name, service) -> {
            PodTemplateSpec pod = manifests.pods().values().stream()
                    .filter(candidate -> candidate
                            .getMetadata()
                            .getLabels()
                            .entrySet()
                            .containsAll(service.getSpec().getSelector().entrySet()))
                    .findFirst()
                    .orElseThrow();
            assertThat(portsOf(pod))
                    .containsAll(service.getSpec().getPorts().stream()
                            .map(port -> port.getTargetPort().getStrVal())
                            .toList());
        });
    }

    @Test
    void everyPathOfTheIngressLeadsToAService() {
        Map<String, Service> services = production.named(Service.class);
        Stream<io.fabric8.kubernetes.api.model.networking.v1.IngressServiceBackend> backends = production
                .all(Ingress.class)
                .flatMap(ingress -> ingress.getSpec().getRules().stream())
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .map(path -> path.getBackend().getService());

        assertThat(backends)
                .hasSize(4)
                .allSatisfy(backend -> assertThat(
                                services.get(backend.getName()).getSpec().getPorts())
                        .anyMatch(
                                port -> port.getName().equals(backend.getPort().getName())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/local", "overlays/production"})
    void everyPodReachesWhatItNeedsAndNothingElse(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        manifests.pods().forEach((name, pod) -> {
            Set<String> expected = switch (name) {
                case "api-gateway", "realtime-service" ->
                    Set.of("default-deny", "dns", "monitoring", "to-postgres", "to-redis", "web");
                case "email-worker" ->
                    Set.of("default-deny", "dns", "monitoring", "to-postgres", "to-redis", "to-smtp");
                case "notification-worker", "payment-worker", "document-worker", "analytics-worker" ->
                    Set.of("default-deny", "dns", "monitoring", "to-postgres", "to-redis");
                case "database-migration" -> Set.of("default-deny", "dns", "to-postgres");
                default -> Set.of("default-deny", "dns", "from-services-to-" + name);
            };
            assertThat(manifests
                            .all(NetworkPolicy.class)
                            .filter(policy -> selects(policy.getSpec().getPodSelector(), pod))
                            .map(Manifests::name)
                            .collect(Collectors.toSet()))
                    .isEqualTo(expected);
        });
    }

    /** By deploy/observability/prometheus/kubernetes.yml. */
    @Test
    void prometheusLooksForThePortThatIsOpenToItInOurNamespace() {
        JsonNode scraping = StrictYaml.documents(Manifests.ROOT.resolve("../observability/prometheus/kubernetes.yml"))
                .get(0)
                .at("/scrape_configs/0");
        NetworkPolicy monitoring = production.named(NetworkPolicy.class).get("monitoring");

        assertThat(Manifests.texts(scraping.at("/kubernetes_sd_configs/0/namespaces/names")))
                .containsExactlyElementsOf(production.named(Namespace.class).keySet());
        assertThat(StreamSupport.stream(scraping.path("relabel_configs").spliterator(), false)
                        .filter(rule -> rule.path("action").asText().equals("keep"))
                        .map(rule -> rule.at("/source_labels/0").asText() + "="
                                + rule.path("regex").asText()))
                .containsExactly(
                        "__meta_kubernetes_pod_annotation_prometheus_io_scrape=true",
                        "__meta_kubernetes_pod_container_port_name="
                                + monitoring
                                        .getSpec()
                                        .getIngress()
                                        .get(0)
                                        .getPorts()
                                        .get(0)
                                        .getPort()
                                        .getStrVal());
    }

    @Test
    void everyServiceIsScrapedAtThePortThatIsOpenToPrometheus() {
        NetworkPolicy monitoring = production.named(NetworkPolicy.class).get("monitoring");
        String open = monitoring
                .getSpec()
                .getIngress()
                .get(0)
                .getPorts()
                .get(0)
                .getPort()
                .getStrVal();
        production.named(Deployment.class).forEach((name, deployment) -> {
            PodTemplateSpec pod = deployment.getSpec().getTemplate();
            Map<String, String> annotations = pod.getMetadata().getAnnotations();
            Integer port = pod.getSpec().getContainers().get(0).getPorts().stream()
                    .filter(candidate -> candidate.getName().equals(open))
                    .map(ContainerPort::getContainerPort)
                    .findFirst()
                    .orElseThrow();

            assertThat(annotations)
                    .containsEntry("prometheus.io/scrape", "true")
                    .containsEntry("prometheus.io/port", port.toString())
                    .containsEntry("prometheus.io/path", "/q/metrics");
        });
    }

    /** Where the gateway stores files, the document worker has to find them. */
    @ParameterizedTest
    @ValueSource(strings = {"overlays/local", "overlays/production"})
    void filesAreOnTheOneVolumeThatIsClaimed(String overlay) {
        Manifests manifests = Manifests.of(overlay);
        Map<String, PersistentVolumeClaim> claims = manifests.named(PersistentVolumeClaim.class);
        assertThat(claims).containsOnlyKeys("files");
        // Replicas are on many nodes in production; what kind or minikube has is mounted on one.
        assertThat(claims.get("files").getSpec().getAccessModes())
                .containsExactly(overlay.endsWith("production") ? "ReadWriteMany" : "ReadWriteOnce");
        for (String service : List.of("api-gateway", "document-worker")) {
            PodTemplateSpec pod = manifests.pods().get(service);
            String folder =
                    manifests.environment(pod.getSpec().getContainers().get(0)).get("ANGELWIRE_STORAGE_FOLDER");
            assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts())
                    .anyMatch(mount -> mount.getName().equals("files")
                            && mount.getMountPath().equals(folder));
            assertThat(pod.getSpec().getVolumes())
                    .anyMatch(volume -> volume.getName().equals("files")
                            && volume.getPersistentVolumeClaim().getClaimName().equals("files"));
        }
    }

    private static List<String> portsOf(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().get(0).getPorts().stream()
                .map(ContainerPort::getName)
                .toList();
    }

    private static boolean selects(LabelSelector selector, PodTemplateSpec pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        boolean byLabels = selector.getMatchLabels() == null
                || labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
        return byLabels
                && selector.getMatchExpressions().stream()
                        .allMatch(expression -> expression.getOperator().equals("In")
                                && expression.getValues().contains(labels.get(expression.getKey())));
    }
}
