package io.angelwire.analytics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long things are kept, and how soon they are counted. */
@ConfigMapping(prefix = "angelwire.analytics")
public interface AnalyticsConfig {

    /**
     * How long single events are kept, and so how late a job may be: an event older than this is not counted, since
     * nothing could tell any more whether it was. Default 90 days.
     */
    @WithDefault("P90D")
    Duration keepEvents();

    /** How long totals by hour are kept; those by day stay. Default 400 days. */
    @WithDefault("P400D")
    Duration keepHours();

    /** How long to wait for more events after all there were have been added up. Default 1 s. */
    @WithDefault("1S")
    Duration rollUpEvery();

    /** When old events go: cron, in UTC. Default 03:20. */
    @WithDefault("20 3 * * *")
    String nightly();
}
