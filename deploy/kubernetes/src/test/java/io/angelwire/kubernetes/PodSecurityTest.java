package io.angelwire.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The level {@code restricted} of the Pod Security Standards, and a file system that can't be written. */
class PodSecurityTest {

    static Stream<Arguments> pods() {
        return Manifests.of("overlays/local").pods().entrySet().stream()
                .map(pod -> Arguments.of(pod.getKey(), pod.getValue()));
    }

    @Test
    void theNamespaceRefusesOtherPods() {
        assertThat(Manifests.of("base")
                        .named(Namespace.class)
                        .get("angelwire")
                        .getMetadata()
                        .getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void satisfiesRestricted(String name, PodTemplateSpec pod) {
        var security = pod.getSpec().getSecurityContext();
        assertThat(security.getRunAsNonRoot()).isTrue();
        assertThat(security.getRunAsUser()).isPositive();
        assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getSpec().getHostNetwork()).isNull();
        assertThat(pod.getSpec().getHostPID()).isNull();
        assertThat(pod.getSpec().getHostIPC()).isNull();
        assertThat(pod.getSpec().getVolumes())
                .allMatch(volume -> volume.getEmptyDir() != null
                        || volume.getSecret() != null
                        || volume.getPersistentVolumeClaim() != null);
        for (Container container : pod.getSpec().getContainers()) {
            var own = container.getSecurityContext();
            assertThat(own.getAllowPrivilegeEscalation()).isFalse();
            assertThat(own.getPrivileged()).isNull();
            assertThat(own.getReadOnlyRootFilesystem()).isTrue();
            assertThat(own.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(own.getCapabilities().getAdd()).isEmpty();
            assertThat(own.getRunAsNonRoot()).isNull();
            assertThat(container.getPorts()).allMatch(port -> port.getHostPort() == null);
        }
    }

    /** Where Java and the services put what is not to last: uploads until they are checked, files that are being read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "api-gateway",
                "realtime-service",
                "email-worker",
                "notification-worker",
                "payment-worker",
                "document-worker",
                "analytics-worker",
                "database-migration"
            })
    void hasABoundedPlaceForTemporaryFiles(String name) {
        PodTemplateSpec pod = Manifests.of("base").pods().get(name);
        String volume = pod.getSpec().getContainers().get(0).getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals("/tmp"))
                .map(VolumeMount::getName)
                .findFirst()
                .orElseThrow();
        assertThat(pod.getSpec().getVolumes())
                .anyMatch(candidate -> candidate.getName().equals(volume)
                        && candidate.getEmptyDir() != null
                        && candidate.getEmptyDir().getSizeLimit() != null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void knowsNothingOfTheCluster(String name, PodTemplateSpec pod) {
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSpec().getEnableServiceLinks()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void asksForTheMemoryThatItMayUse(String name, PodTemplateSpec pod) {
        for (Container container : pod.getSpec().getContainers()) {
            Quantity memory = container.getResources().getRequests().get("memory");
            assertThat(memory)
                    .isNotNull()
                    .isEqualTo(container.getResources().getLimits().get("memory"));
            assertThat(container.getResources().getRequests()).containsKey("cpu");
        }
    }
}
