package io.angelwire.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Jib;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceImageTest {

    @TempDir
    Path folder;

    @Test
    void writesAnImageThatRunsAsNobodyAndListensOutside() throws Exception {
        Path tar = folder.resolve("image.tar");
        new ServiceImage(packagedService()).write(Jib.fromScratch(), "angelwire/service:1", tar);

        Map<String, byte[]> files = filesOf(tar);
        JsonNode manifest = blob(files, json(files.get("index.json")).at("/manifests/0"));
        JsonNode image = blob(files, manifest.get("config"));
        assertThat(manifest.get("layers")).hasSize(2);
        assertThat(image.at("/config/User").asText()).isEqualTo("10001:10001");
        assertThat(image.at("/config/Entrypoint")).hasToString("[\"java\",\"-jar\",\"/app/quarkus-run.jar\"]");
        assertThat(image.at("/config/Env"))
                .hasToString("[\"QUARKUS_HTTP_HOST=0.0.0.0\",\"QUARKUS_MANAGEMENT_HOST=0.0.0.0\"]");
    }

    @Test
    void theSameServiceMakesTheSameImage() throws Exception {
        Path packaged = packagedService();
        new ServiceImage(packaged).write(Jib.fromScratch(), "angelwire/service:1", folder.resolve("1.tar"));
        new ServiceImage(packaged).write(Jib.fromScratch(), "angelwire/service:1", folder.resolve("2.tar"));

        assertThat(filesOf(folder.resolve("1.tar")).get("index.json"))
                .isEqualTo(filesOf(folder.resolve("2.tar")).get("index.json"));
    }

    @Test
    void aServiceThatIsNotPackagedIsNamed() {
        assertThatThrownBy(() -> new ServiceImage(folder).write(Jib.fromScratch(), "x", folder.resolve("x.tar")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString());
    }

    private Path packagedService() throws IOException {
        Path packaged = folder.resolve("quarkus-app");
        for (String file : new String[] {"lib/main/library.jar", "app/service.jar", "quarkus/generated.jar"}) {
            Files.createDirectories(packaged.resolve(file).getParent());
            Files.writeString(packaged.resolve(file), file);
        }
        Files.writeString(packaged.resolve("quarkus-run.jar"), "runs");
        return packaged;
    }

    private static JsonNode blob(Map<String, byte[]> files, JsonNode descriptor) throws IOException {
        return json(files.get("blobs/" + descriptor.get("digest").asText().replace(':', '/')));
    }

    private static JsonNode json(byte[] content) throws IOException {
        return new ObjectMapper().readTree(content);
    }

    private static Map<String, byte[]> filesOf(Path tar) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (TarArchiveInputStream archive = new TarArchiveInputStream(Files.newInputStream(tar))) {
            for (var entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                files.put(entry.getName(), archive.readAllBytes());
            }
        }
        return files;
    }
}
