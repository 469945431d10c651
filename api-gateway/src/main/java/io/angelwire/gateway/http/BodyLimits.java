package io.angelwire.gateway.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How long the body of a request may be: a file's where files are uploaded, and that of JSON elsewhere. */
@ApplicationScoped
class BodyLimits {

    private static final String UPLOADS = "/api/documents(/[^/]+/versions)?/?";

    /** For the other fields of an upload, and what separates them. */
    private static final long FIELDS_BYTES = 64 * 1024;

    private final long json;
    private final long upload;

    BodyLimits(BodyLimitConfig config, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize server) {
        json = config.maxBodySize().asLongValue();
        upload = config.maxFileSize().asLongValue() + FIELDS_BYTES;
        if (server.asLongValue() <= upload) {
            throw new IllegalArgumentException(
                    "quarkus.http.limits.max-body-size must be greater than angelwire.http.max-file-size by 1 MiB: "
                            + server.asLongValue());
        }
    }

    /** In bytes. */
    long of(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        boolean file = type != null
                && type.regionMatches(true, 0, "multipart/form-data", 0, "multipart/form-data".length())
                && request.path() != null
                && request.path().matches(UPLOADS);
        return file ? upload : json;
    }
}
