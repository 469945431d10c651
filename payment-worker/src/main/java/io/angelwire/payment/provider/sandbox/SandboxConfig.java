package io.angelwire.payment.provider.sandbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The built-in payment provider, for machines without a contract. */
@ConfigMapping(prefix = "angelwire.sandbox")
interface SandboxConfig {

    /** How long a charge or refund that settles later takes to do so. Default 3 s. */
    @WithDefault("3S")
    Duration settleAfter();
}
