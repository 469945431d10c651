package io.angelwire.gateway.problem;

import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Which methods each address answers. A 405 must list them (RFC 9110, section 15.5.6), and the framework's does not.
 */
@Provider
@Singleton
public class AllowedMethods implements DynamicFeature {

    private final Map<String, Set<String>> methodsByPath = new ConcurrentHashMap<>();

    @Override
    public void configure(ResourceInfo resource, FeatureContext context) {
        Method method = resource.getResourceMethod();
        String template =
                path(resource.getResourceClass().getAnnotation(Path.class)) + path(method.getAnnotation(Path.class));
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                methodsByPath
                        .computeIfAbsent(pattern(template), p -> new TreeSet<>())
                        .add(http.value());
            }
        }
    }

    /** @return as the header {@code Allow} lists them */
    String at(String path) {
        Set<String> methods = new TreeSet<>(Set.of(HttpMethod.OPTIONS));
        methodsByPath.forEach((pattern, here) -> {
            if (Pattern.matches(pattern, path)) {
                methods.addAll(here);
            }
        });
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return String.join(", ", methods);
    }

    private static String path(Path path) {
        return path == null ? "" : "/" + path.value().replaceAll("^/|/$", "");
    }

    private static String pattern(String template) {
        return template.replaceAll("\\{[^/]+}", "[^/]+") + "/?";
    }
}
