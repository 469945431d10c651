package io.angelwire.document.cleanup;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is removed when. */
@ConfigMapping(prefix = "angelwire.cleanup")
public interface CleanupConfig {

    /**
     * How long a superseded version stays. An hour less than an upload's clean-up waits, so that clocks that differ don't
     * keep the version that the upload has superseded.
     */
    @WithDefault("23h")
    Duration keepSuperseded();

    /** How long a file without a row stays: longer than any upload takes from the file to the commit. */
    @WithDefault("24h")
    Duration keepOrphans();

    /** How long it is known what an admin has done. Default 365 days. */
    @WithDefault("365d")
    Duration keepAdminActions();

    /**
     * How long a failed job stays that was tried again or discarded, from then on; and an alert, from its last failure. Others
     * stay until somebody settles them. Default 90 days.
     */
    @WithDefault("90d")
    Duration keepSettledFailures();

    /** When all of that is removed, and idempotency keys: a cron expression, in UTC. */
    @WithDefault("30 2 * * *")
    String nightly();
}
