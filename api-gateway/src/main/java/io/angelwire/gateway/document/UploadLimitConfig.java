package io.angelwire.gateway.document;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How many files are received at once. Each takes a thread, and up to twice its size on the disk: as it is received, and
 * as it is staged. More are refused and may be sent again.
 */
@ConfigMapping(prefix = "angelwire.uploads")
public interface UploadLimitConfig {

    /** By one user, on one instance of the gateway; 1 or more. Default: 3. */
    @WithDefault("3")
    int maxPerUser();

    /** By all users together, on one instance; not less than one user's. Default: 20. */
    @WithDefault("20")
    int maxAtOnce();
}
