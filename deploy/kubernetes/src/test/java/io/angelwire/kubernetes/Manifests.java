package io.angelwire.kubernetes;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The resources, settings and secrets of a kustomization and of those that it is made of, with its patches applied. */
final class Manifests {

    /** Where this module is. */
    static final Path ROOT = Path.of("").toAbsolutePath();

    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("v1/Namespace", Namespace.class),
            Map.entry("v1/Service", Service.class),
            Map.entry("v1/PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("apps/v1/Deployment", Deployment.class),
            Map.entry("batch/v1/Job", Job.class),
            Map.entry("networking.k8s.io/v1/Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("keda.sh/v1alpha1/ScaledObject", Keda.ScaledObject.class),
            Map.entry("keda.sh/v1alpha1/TriggerAuthentication", Keda.TriggerAuthentication.class));

    private final List<JsonNode> documents = new ArrayList<>();
    private final List<Object> resources = new ArrayList<>();
    private final Map<String, Map<String, String>> configMaps = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> secrets = new LinkedHashMap<>();

    private Manifests() {}

    /**
     * @param components that an overlay would name behind its own
     * @throws IllegalArgumentException naming the resource, if it has a field that Kubernetes doesn't know
     */
    static Manifests of(String kustomization, String... components) {
        Manifests manifests = new Manifests();
        manifests.read(ROOT.resolve(kustomization));
        Stream.of(components).map(ROOT::resolve).forEach(manifests::read);
        manifests.documents.stream().map(Manifests::resource).forEach(manifests.resources::add);
        return manifests;
    }

    /** @throws IllegalArgumentException as {@link #of} does */
    static List<Object> resources(Path file) {
        return StrictYaml.documents(file).stream().map(Manifests::resource).toList();
    }

    <T> Map<String, T> named(Class<T> type) {
        return all(type).collect(toMap(Manifests::name, resource -> resource));
    }

    <T> Stream<T> all(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast);
    }

    /** What pods are made of, by the name of the Deployment or Job that makes them. */
    Map<String, PodTemplateSpec> pods() {
        Map<String, PodTemplateSpec> pods = new LinkedHashMap<>();
        all(Deployment.class)
                .forEach(deployment ->
                        pods.put(name(deployment), deployment.getSpec().getTemplate()));
        all(Job.class).forEach(job -> pods.put(name(job), job.getSpec().getTemplate()));
        return pods;
    }

    Map<String, Map<String, String>> configMaps() {
        return configMaps;
    }

    Map<String, Map<String, String>> secrets() {
        return secrets;
    }

    /** The variables that a container gets, without those that come from Secrets. */
    Map<String, String> environment(Container container) {
        Map<String, String> environment = new LinkedHashMap<>();
        container
                .getEnvFrom()
                .forEach(source -> environment.putAll(
                        configMaps.getOrDefault(source.getConfigMapRef().getName(), Map.of())));
        container.getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        return environment;
    }

    static String name(Object resource) {
        return resource instanceof io.fabric8.kubernetes.api.model.HasMetadata known
                ? known.getMetadata().getName()
                : resource instanceof Keda.ScaledObject scaled
                        ? scaled.metadata().getName()
                        : ((Keda.TriggerAuthentication) resource).metadata().getName();
    }

    private void read(Path folder) {
        JsonNode kustomization =
                StrictYaml.documents(folder.resolve("kustomization.yaml")).get(0);
        Stream.concat(texts(kustomization.path("resources")), texts(kustomization.path("components")))
                .map(entry -> folder.resolve(entry).normalize())
                .forEach(entry -> {
                    if (Files.isDirectory(entry)) {
                        read(entry);
                    } else {
                        documents.addAll(StrictYaml.documents(entry));
                    }
                });
        for (JsonNode patch : kustomization.path("patches")) {
            List<JsonNode> parts =
                    StrictYaml.documents(folder.resolve(patch.get("path").asText()));
            Patches.apply(parts, patch.get("target"), documents);
        }
        for (JsonNode generator : kustomization.path("configMapGenerator")) {
            Map<String, String> settings =
                    configMaps.computeIfAbsent(generator.get("name").asText(), name -> new LinkedHashMap<>());
            texts(generator.path("envs")).forEach(file -> settings.putAll(settings(folder.resolve(file))));
        }
        for (JsonNode generator : kustomization.path("secretGenerator")) {
            texts(generator.path("literals"))
                    .map(literal -> literal.split("=", 2))
                    .forEach(literal -> secrets.computeIfAbsent(
                                    generator.get("name").asText(), name -> new LinkedHashMap<>())
                            .put(literal[0], literal[1]));
        }
    }

    private static Object resource(JsonNode document) {
        String type = document.path("apiVersion").asText() + "/"
                + document.path("kind").asText();
        String name = type + " " + document.at("/metadata/name").asText();
        if (!TYPES.containsKey(type)) {
            throw new IllegalArgumentException("unknown kind: " + name);
        }
        try {
            return StrictYaml.as(document, TYPES.get(type));
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> settings(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream().collect(toMap(key -> key, properties::getProperty));
    }

    static Stream<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }
}
