package io.angelwire.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base",
                "components/autoscaling",
                "components/redis-cluster",
                "overlays/local",
                "overlays/production"
            })
    void namesEveryFileAndNoOther(String kustomization) throws IOException {
        Path folder = Manifests.ROOT.resolve(kustomization);
        JsonNode document =
                StrictYaml.documents(folder.resolve("kustomization.yaml")).get(0);
        Set<String> named = new TreeSet<>();
        Manifests.texts(document.path("resources"))
                .filter(entry -> !entry.startsWith(".."))
                .forEach(named::add);
        document.path("patches").forEach(patch -> named.add(patch.get("path").asText()));
        document.path("configMapGenerator")
                .forEach(generator -> Manifests.texts(generator.path("envs")).forEach(named::add));

        assertThat(filesIn(folder)).isEqualTo(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/local", "overlays/production"})
    void hasOnlyResourcesWhoseFieldsKubernetesKnows(String overlay) {
        assertThat(Manifests.of(overlay).all(Object.class)).hasSizeGreaterThan(20);
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("service.yaml");
        Files.writeString(file, """
                apiVersion: v1
                kind: Service
                metadata:
                  name: misspelt
                spec:
                  selectr:
                    app.kubernetes.io/name: misspelt
                """);

        assertThatThrownBy(() -> Manifests.resources(file)).hasMessageContaining("selectr");
    }

    @Test
    void aPatchThatMeansNoResourceIsRefused() {
        assertThatThrownBy(() -> Manifests.of("overlays/local", "components/redis-cluster"))
                .hasMessageContaining("ScaledObject");
    }

    @Test
    void noSecretIsInTheBaseOrInProduction() {
        assertThat(Manifests.of("base").secrets()).isEmpty();
        assertThat(Manifests.of("overlays/production").secrets()).isEmpty();
    }

    private static Set<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.equals("kustomization.yaml"))
                    .forEach(names::add);
            return names;
        }
    }
}
