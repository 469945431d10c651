package io.angelwire.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * A packaged Quarkus service on top of a Java runtime. Libraries are a layer of their own, so that a new release moves only
 * its own classes. All files have the same time: the same build makes the same image.
 */
final class ServiceImage {

    /** No root, and no user of the base image's; manifests name the same. */
    private static final String USER = "10001:10001";

    private static final AbsoluteUnixPath APPLICATION = AbsoluteUnixPath.get("/app");

    private final Path packaged;

    /** @param packaged the service's {@code target/quarkus-app} */
    ServiceImage(Path packaged) {
        this.packaged = packaged;
    }

    /**
     * @param base what {@link Jib#from(String)} understands: an image of a registry, or {@code tar://} and a file
     * @param name of the image, with its tag
     * @param tar file to write, in the layout of OCI
     */
    void write(String base, String name, Path tar)
            throws InvalidImageReferenceException, IOException, InterruptedException, RegistryException,
                    ExecutionException, CacheDirectoryCreationException {
        write(Jib.from(base), name, tar);
    }

    void write(JibContainerBuilder base, String name, Path tar)
            throws InvalidImageReferenceException, IOException, InterruptedException, RegistryException,
                    ExecutionException, CacheDirectoryCreationException {
        if (!Files.exists(packaged.resolve("quarkus-run.jar"))) {
            throw new IOException(packaged + " has no packaged service: run mvn package first");
        }
        base.addFileEntriesLayer(layer("libraries", List.of("lib")))
                .addFileEntriesLayer(layer("service", List.of("app", "quarkus", "quarkus-run.jar")))
                .setWorkingDirectory(APPLICATION)
                .setUser(USER)
                .addEnvironmentVariable("QUARKUS_HTTP_HOST", "0.0.0.0")
                .addEnvironmentVariable("QUARKUS_MANAGEMENT_HOST", "0.0.0.0")
                .setEntrypoint(List.of(
                        "java", "-jar", APPLICATION.resolve("quarkus-run.jar").toString()))
                .setFormat(ImageFormat.OCI)
                .containerize(Containerizer.to(TarImage.at(tar).named(name)).setToolName("angelwire"));
    }

    private FileEntriesLayer layer(String name, List<String> entries) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        for (String entry : entries) {
            layer.addEntryRecursive(packaged.resolve(entry), APPLICATION.resolve(entry));
        }
        return layer.build();
    }
}
