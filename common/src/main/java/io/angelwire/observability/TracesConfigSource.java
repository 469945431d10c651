package io.angelwire.observability;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Turns tracing on where {@code angelwire.traces.endpoint} says where traces go, and off where nothing does: by itself the
 * extension would look for a collector on this machine, and complain for ever that there is none. {@code
 * angelwire.traces.enabled} tells which of both to other settings.
 */
public final class TracesConfigSource implements ConfigSourceFactory {

    private static final String ENDPOINT = "angelwire.traces.endpoint";
    private static final String ENABLED = "angelwire.traces.enabled";

    /** Above the settings that all services share, below a service's own and the environment. */
    private static final int ORDINAL = 120;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue endpoint = context.getValue(ENDPOINT);
        String address = endpoint == null ? null : endpoint.getValue();
        Map<String, String> settings = address == null || address.isBlank()
                ? Map.of("quarkus.otel.sdk.disabled", "true", ENABLED, "false")
                : Map.of(
                        "quarkus.otel.sdk.disabled",
                        "false",
                        ENABLED,
                        "true",
                        "quarkus.otel.exporter.otlp.endpoint",
                        address);
        return List.of(new PropertiesConfigSource(settings, "angelwire-traces", ORDINAL));
    }
}
