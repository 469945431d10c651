package io.angelwire.observability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often what metrics tell of queues and the outbox is looked at. */
@ConfigMapping(prefix = "angelwire.metrics")
public interface SamplingConfig {

    /** Between two looks of one process. Default 5 s. */
    @WithDefault("5s")
    Duration sampleInterval();
}
