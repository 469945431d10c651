package io.angelwire.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.config.Names;

/** Which configuration properties a service reads: those in its files, in its config interfaces, and in its extensions'. */
final class ServiceProperties {

    private static final Path REPOSITORY = Manifests.ROOT.resolve("../..").normalize();

    /** What each extension says of its own properties. */
    private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Properties values = new Properties();
    private final Set<String> names = new HashSet<>();

    ServiceProperties(String module) {
        load(REPOSITORY.resolve("common/src/main/resources/META-INF/microprofile-config.properties"));
        load(REPOSITORY.resolve(module + "/src/main/resources/application.properties"));
        names.addAll(values.stringPropertyNames());
        names.add(Names.VERIFIER_PUBLIC_KEY_LOCATION);
        addExtensions();
        Stream.of("common", module).flatMap(ServiceProperties::configInterfaces).forEach(this::addMapping);
    }

    /** With a fallback for what the files leave to its default. */
    String value(String property, String otherwise) {
        return values.getProperty(property, otherwise);
    }

    /** Whether some property is called that in an environment (MicroProfile Config's rule of three forms). */
    boolean reads(String variable) {
        return names.stream()
                .anyMatch(name -> environmentForm(name).matcher(variable).matches());
    }

    private static Pattern environmentForm(String property) {
        String upper = property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_");
        return Pattern.compile(upper.replace("*", "[A-Z0-9_]+"));
    }

    private void addMapping(Class<?> mapping) {
        names.addAll(
                ConfigMappings.getProperties(ConfigClass.configClass(mapping)).keySet());
    }

    private void addExtensions() {
        try {
            for (URL model :
                    Collections.list(ServiceProperties.class.getClassLoader().getResources(MODEL))) {
                addRunTimeProperties(JSON.readTree(model));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Others are fixed when the image is built: to set them later has no effect. */
    private void addRunTimeProperties(JsonNode node) {
        if (node.path("phase").asText().equals("RUN_TIME")) {
            node.findValues("property")
                    .forEach(property -> names.add(property.asText().replaceAll("\"[^\"]+\"", "*")));
        }
        node.forEach(this::addRunTimeProperties);
    }

    private static Stream<Class<?>> configInterfaces(String module) {
        Path sources = REPOSITORY.resolve(module + "/src/main/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.toString().endsWith("Config.java"))
                    .map(file -> sources.relativize(file)
                            .toString()
                            .replaceAll("\\.java$", "")
                            .replace('/', '.'))
                    .<Class<?>>map(ServiceProperties::load)
                    .filter(type -> type.isAnnotationPresent(ConfigMapping.class))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ServiceProperties.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private void load(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
