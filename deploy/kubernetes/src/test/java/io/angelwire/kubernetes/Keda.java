package io.angelwire.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/** KEDA's resources, as far as we use them. */
final class Keda {

    private Keda() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {

        record Spec(
                Target scaleTargetRef,
                int minReplicaCount,
                int maxReplicaCount,
                int pollingInterval,
                Fallback fallback,
                Advanced advanced,
                List<Trigger> triggers) {}

        record Target(String name) {}

        record Fallback(int failureThreshold, int replicas) {}

        record Advanced(HpaConfig horizontalPodAutoscalerConfig) {}

        record HpaConfig(HorizontalPodAutoscalerBehavior behavior) {}

        record Trigger(String type, Map<String, String> metadata, AuthenticationRef authenticationRef) {}

        record AuthenticationRef(String name) {}
    }

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {

        record Spec(List<SecretTarget> secretTargetRef) {}

        record SecretTarget(String parameter, String name, String key) {}
    }
}
