package io.angelwire.domain.failedjob;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How admins are alerted of jobs that fail for good. */
@ConfigMapping(prefix = "angelwire.alerts")
interface AlertConfig {

    /** After how long without a failure of a kind the next one is a new alert, instead of counting to the last. Default 15 minutes. */
    @WithDefault("15m")
    Duration quietTime();
}
