package io.angelwire.document.cleanup;

import io.angelwire.domain.document.CleanupJobData;
import io.angelwire.job.QueueName;
import io.angelwire.job.schedule.Schedule;
import io.angelwire.job.schedule.Timing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;

/** What is cleaned up each night. */
@ApplicationScoped
class CleanupSchedules {

    @Produces
    @Singleton
    Schedule idempotencyKeys(CleanupConfig config) {
        return nightly("idempotency-keys", CleanupJobData.EXPIRED_IDEMPOTENCY_KEYS, config);
    }

    @Produces
    @Singleton
    Schedule orphanedFiles(CleanupConfig config) {
        return nightly("orphaned-files", CleanupJobData.ORPHANED_FILES, config);
    }

    @Produces
    @Singleton
    Schedule adminActions(CleanupConfig config) {
        return nightly("admin-actions", CleanupJobData.ADMIN_ACTIONS, config);
    }

    @Produces
    @Singleton
    Schedule settledFailures(CleanupConfig config) {
        return nightly("settled-failures", CleanupJobData.SETTLED_FAILURES, config);
    }

    private static Schedule nightly(String id, String job, CleanupConfig config) {
        return Schedule.of(
                QueueName.CLEANUP, id, Timing.cron(config.nightly(), ZoneOffset.UTC), job, new CleanupJobData(null));
    }
}
