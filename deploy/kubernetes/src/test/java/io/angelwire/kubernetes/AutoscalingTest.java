package io.angelwire.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.job.QueueName;
import io.angelwire.job.redis.QueueKeys;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The number of replicas, and what KEDA is told to look at. */
class AutoscalingTest {

    private static final Map<String, String> QUEUES = Map.of(
            "email-worker",
            "email",
            "notification-worker",
            "notifications",
            "payment-worker",
            "payments",
            "document-worker",
            "documents",
            "analytics-worker",
            "analytics");

    /** What a trigger may say, by KEDA's documentation of redis-streams (redis-cluster-streams has addresses instead). */
    private static final Set<String> TRIGGER_FIELDS =
            Set.of("addressFromEnv", "stream", "consumerGroup", "lagCount", "activationLagCount", "streamLength");

    /** What of a Secret these triggers take. */
    private static final Set<String> SECRET_PARAMETERS =
            Set.of("username", "password", "tls", "ca", "cert", "key", "keyPassword");

    private final Manifests production = Manifests.of("overlays/production");

    static Stream<Keda.ScaledObject> scalers() {
        return Manifests.of("overlays/production").all(Keda.ScaledObject.class);
    }

    @Test
    void everyServiceIsScaledByOneAutoscaler() {
        Stream<String> scaled = Stream.concat(
                production
                        .all(HorizontalPodAutoscaler.class)
                        .map(autoscaler ->
                                autoscaler.getSpec().getScaleTargetRef().getName()),
                production
                        .all(Keda.ScaledObject.class)
                        .map(scaler -> scaler.spec().scaleTargetRef().name()));

        assertThat(scaled).containsExactlyInAnyOrderElementsOf(WiringTest.SERVICES);
    }

    @Test
    void workersAreScaledByTheLanesOfTheirQueues() {
        Map<String, Keda.ScaledObject> scalers = production.named(Keda.ScaledObject.class);
        assertThat(scalers).containsOnlyKeys(QUEUES.keySet());
        QUEUES.forEach((worker, queue) -> {
            String prefix = QueueKeys.prefix(new QueueName(queue));
            List<Keda.ScaledObject.Trigger> triggers =
                    scalers.get(worker).spec().triggers();
            assertThat(triggers)
                    .extracting(trigger -> trigger.metadata().get("stream"))
                    .containsExactly(
                            prefix + "stream", prefix + "stream:high", prefix + "stream:low", prefix + "stream");
            assertThat(triggers.subList(0, 3))
                    .allSatisfy(trigger -> assertThat(trigger.metadata())
                            .containsEntry("consumerGroup", "workers")
                            .containsKey("lagCount"));
            assertThat(triggers)
                    .allSatisfy(trigger -> assertThat(production.named(Keda.TriggerAuthentication.class))
                            .containsKey(trigger.authenticationRef().name()));
        });
    }

    /** The jobs that are remembered, and those that run, must not look like a backlog. */
    @Test
    void aQuietQueueNeedsNoMoreThanTheMinimumOfReplicas() {
        production.named(Keda.ScaledObject.class).forEach((worker, scaler) -> {
            Keda.ScaledObject.Spec spec = scaler.spec();
            String length = spec.triggers().get(3).metadata().get("streamLength");
            String queue = "angelwire.queues." + QUEUES.get(worker);
            ServiceProperties properties = new ServiceProperties(worker);
            int kept = Integer.parseInt(properties.value(queue + ".keep-completed", "100"));
            int running = Integer.parseInt(properties.value(queue + ".concurrency", "1")) * spec.minReplicaCount();

            assertThat(spec.minReplicaCount() * Integer.parseInt(length)).isGreaterThanOrEqualTo(kept + running);
        });
    }

    /** A field that KEDA doesn't know it ignores, and one that is missing has a default, which is another measure. */
    @ParameterizedTest
    @MethodSource("scalers")
    void triggersSayWhatKedaUnderstands(Keda.ScaledObject scaler) {
        assertThat(scaler.spec().triggers()).allSatisfy(trigger -> {
            Map<String, String> fields = trigger.metadata();
            assertThat(trigger.type()).isEqualTo("redis-streams");
            assertThat(TRIGGER_FIELDS).containsAll(fields.keySet());
            assertThat(fields).containsKeys("addressFromEnv", "stream");
            // With a group it is the lag, or without lagCount the pending entries; without a group it is the length.
            assertThat(fields.containsKey("consumerGroup")).isEqualTo(fields.containsKey("lagCount"));
            assertThat(fields.containsKey("lagCount")).isNotEqualTo(fields.containsKey("streamLength"));
            assertThat(fields.get(fields.containsKey("lagCount") ? "lagCount" : "streamLength"))
                    .matches("[1-9][0-9]*");
        });
    }

    /** It reads the variables of the container that it scales. */
    @ParameterizedTest
    @MethodSource("scalers")
    void theAddressIsAVariableOfThePodsThatAreScaled(Keda.ScaledObject scaler) {
        var container = production
                .pods()
                .get(scaler.spec().scaleTargetRef().name())
                .getSpec()
                .getContainers()
                .get(0);
        assertThat(scaler.spec().triggers())
                .allSatisfy(trigger -> assertThat(production.environment(container))
                        .containsKey(trigger.metadata().get("addressFromEnv")));
    }

    @Test
    void theSecretThatKedaReadsIsTheServices() {
        List<Keda.TriggerAuthentication.SecretTarget> secrets = production
                .named(Keda.TriggerAuthentication.class)
                .get("redis")
                .spec()
                .secretTargetRef();
        assertThat(secrets).allSatisfy(secret -> {
            assertThat(SECRET_PARAMETERS).contains(secret.parameter());
            assertThat(ConfigurationTest.SECRETS.get(secret.name())).contains(secret.key());
        });
        String url = production.configMaps().get("angelwire").get("ANGELWIRE_REDIS_URL");
        assertThat(secrets.stream().anyMatch(secret -> secret.parameter().equals("tls")))
                .isEqualTo(url.startsWith("rediss://"));
    }

    @Test
    void forAClusterEveryServiceAndEveryTriggerIsToldThatItIsOne() {
        Manifests cluster = Manifests.of("overlays/production", "components/redis-cluster");

        WiringTest.SERVICES.forEach(service -> assertThat(cluster.environment(
                        ConfigurationTest.container(cluster.pods().get(service))))
                .containsEntry("ANGELWIRE_REDIS_TYPE", "cluster"));
        Map<String, Keda.ScaledObject> single = production.named(Keda.ScaledObject.class);
        cluster.named(Keda.ScaledObject.class).forEach((name, scaler) -> {
            List<Keda.ScaledObject.Trigger> before = single.get(name).spec().triggers();
            List<Keda.ScaledObject.Trigger> triggers = scaler.spec().triggers();
            assertThat(triggers).hasSameSizeAs(before);
            for (int i = 0; i < triggers.size(); i++) {
                assertThat(triggers.get(i).type()).isEqualTo("redis-cluster-streams");
                assertThat(withoutAddress(triggers.get(i))).isEqualTo(withoutAddress(before.get(i)));
                assertThat(triggers.get(i).metadata())
                        .containsEntry(
                                "addressesFromEnv", before.get(i).metadata().get("addressFromEnv"))
                        .doesNotContainKey("addressFromEnv");
            }
        });
    }

    private static Set<Map.Entry<String, String>> withoutAddress(Keda.ScaledObject.Trigger trigger) {
        Set<Map.Entry<String, String>> fields = new HashSet<>(trigger.metadata().entrySet());
        fields.removeIf(field -> field.getKey().startsWith("address"));
        return fields;
    }
}
