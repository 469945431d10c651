package io.angelwire.gateway.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of a request is read. */
@ConfigMapping(prefix = "angelwire.http")
public interface BodyLimitConfig {

    /** The longest body that is read, in bytes; less than quarkus.http.limits.max-body-size. Default: 1 MiB. */
    @WithDefault("1M")
    MemorySize maxBodySize();
}
