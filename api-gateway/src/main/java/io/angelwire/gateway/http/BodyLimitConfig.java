package io.angelwire.gateway.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of a request is read. */
@ConfigMapping(prefix = "angelwire.http")
public interface BodyLimitConfig {

    /** The longest body that is read, in bytes; but for uploads; less than quarkus.http.limits.max-body-size. Default: 1 MiB. */
    @WithDefault("1M")
    MemorySize maxBodySize();

    /** The largest file that is uploaded, in bytes; less than that by 1 MiB or more. Default: 25 MiB. */
    @WithDefault("25M")
    MemorySize maxFileSize();
}
