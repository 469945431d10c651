package io.angelwire.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the manifests say of the services, against what the services read and serve. */
class ConfigurationTest {

    /** Read by the Java machine, the C library and KEDA. */
    private static final Set<String> FOR_OTHERS = Set.of("JAVA_TOOL_OPTIONS", "MALLOC_ARENA_MAX", "REDIS_ADDRESS");

    /** The Secrets that an installation has to create, with their keys (README). */
    static final Map<String, Set<String>> SECRETS = Map.of(
            "angelwire-database", Set.of("username", "password"),
            "angelwire-redis", Set.of("password"),
            "angelwire-smtp", Set.of("username", "password"));

    static Stream<Arguments> services() {
        return Manifests.of("overlays/production").pods().entrySet().stream()
                .map(pod -> Arguments.of(pod.getKey(), module(pod.getValue()), pod.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void setsOnlyWhatTheServiceReads(String name, String module, PodTemplateSpec pod) {
        ServiceProperties properties = new ServiceProperties(module);
        for (Manifests manifests : List.of(
                Manifests.of("overlays/local"), Manifests.of("overlays/production", "components/redis-cluster"))) {
            Set<String> variables =
                    new HashSet<>(manifests.environment(container(pod)).keySet());
            container(pod).getEnv().stream().map(EnvVar::getName).forEach(variables::add);
            variables.removeAll(FOR_OTHERS);

            assertThat(variables).isNotEmpty().allMatch(properties::reads);
        }
    }

    @Test
    void theDemoSetsOnlyWhatTheGatewayReads() {
        assertThat(Manifests.of("overlays/local")
                        .configMaps()
                        .get("api-gateway-demo")
                        .keySet())
                .hasSize(2)
                .allMatch(new ServiceProperties("api-gateway")::reads);
    }

    @Test
    void aVariableThatNobodyReadsIsNoticed() {
        ServiceProperties properties = new ServiceProperties("email-worker");

        assertThat(properties.reads("ANGELWIRE_SMTP_HOST")).isTrue();
        assertThat(properties.reads("ANGELWIRE_SMTP_HOSTNAME")).isFalse();
        assertThat(properties.reads("ANGELWIRE_REALTIME_ALLOWED_ORIGINS")).isFalse();
        assertThat(properties.reads("QUARKUS_REDIS_BLOCKING_PASSWORD")).isTrue();
        assertThat(properties.reads("QUARKUS_REDIS_PASSWORT")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void readsConfigMapsAndSecretsThatExist(String name, String module, PodTemplateSpec pod) {
        container(pod)
                .getEnvFrom()
                .forEach(
                        source -> assertThat(Manifests.of("overlays/production").configMaps())
                                .containsKey(source.getConfigMapRef().getName()));
        container(pod).getEnv().stream()
                .filter(variable -> variable.getValueFrom() != null)
                .map(variable -> variable.getValueFrom().getSecretKeyRef())
                .forEach(key -> assertThat(SECRETS.get(key.getName())).contains(key.getKey()));
    }

    @Test
    void theLocalSecretsHaveTheKeysThatAreRead() {
        Manifests.of("overlays/local")
                .secrets()
                .forEach((name, values) -> assertThat(values).containsOnlyKeys(SECRETS.get(name)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void listensWhereTheServiceDoes(String name, String module, PodTemplateSpec pod) {
        if (container(pod).getPorts().isEmpty()) {
            assertThat(name).isEqualTo("database-migration");
            return;
        }
        ServiceProperties properties = new ServiceProperties(module);
        boolean serves = Boolean.parseBoolean(properties.value("quarkus.http.host-enabled", "true"));
        assertThat(container(pod).getPorts())
                .extracting(ContainerPort::getName)
                .containsExactlyElementsOf(serves ? List.of("http", "management") : List.of("management"));
        if (serves) {
            assertThat(port(pod, "http")).isEqualTo(properties.value("quarkus.http.port", "8080"));
        }
        assertThat(properties.value("quarkus.management.enabled", "false")).isEqualTo("true");
        String management = properties.value("quarkus.management.port", "9000");
        assertThat(port(pod, "management")).isEqualTo(management);
        Map<String, Probe> probes = Map.of(
                "started", container(pod).getStartupProbe(),
                "live", container(pod).getLivenessProbe(),
                "ready", container(pod).getReadinessProbe());
        probes.forEach((path, probe) -> {
            assertThat(probe.getHttpGet().getPath()).isEqualTo("/q/health/" + path);
            assertThat(port(pod, probe.getHttpGet().getPort().getStrVal())).isEqualTo(management);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void isGivenLongerToEndThanItTakes(String name, String module, PodTemplateSpec pod) {
        if (pod.getSpec().getTerminationGracePeriodSeconds() == null) {
            assertThat(name).isEqualTo("database-migration");
            return;
        }
        ServiceProperties properties = new ServiceProperties(module);
        // An empty value is none: the realtime service drains instead, for as long as RealtimeConfig.drainTime.
        Duration drain = Stream.of(properties.value("quarkus.shutdown.timeout", ""), "5S")
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(value -> Duration.parse("PT" + value))
                .orElseThrow();
        long before = container(pod).getLifecycle() == null
                ? 0
                : container(pod).getLifecycle().getPreStop().getSleep().getSeconds();

        assertThat(Duration.ofSeconds(pod.getSpec().getTerminationGracePeriodSeconds() - before))
                .isGreaterThan(drain.plusSeconds(5));
    }

    /** Of a cluster several nodes, separated by commas. */
    @Test
    void kedaAsksTheRedisThatTheServicesUse() {
        for (String overlay : List.of("overlays/local", "overlays/production")) {
            Map<String, String> settings = Manifests.of(overlay).configMaps().get("angelwire");

            assertThat(settings.get("ANGELWIRE_REDIS_URL").replaceAll("rediss?://", ""))
                    .isEqualTo(settings.get("REDIS_ADDRESS"));
        }
    }

    /** The image's name is the module's. */
    static String module(PodTemplateSpec pod) {
        return container(pod).getImage().replaceAll("^angelwire/", "");
    }

    static Container container(PodTemplateSpec pod) {
        return pod.getSpec().getContainers().get(0);
    }

    private static String port(PodTemplateSpec pod, String name) {
        return container(pod).getPorts().stream()
                .filter(port -> port.getName().equals(name))
                .map(ContainerPort::getContainerPort)
                .map(String::valueOf)
                .findFirst()
                .orElseThrow();
    }
}
