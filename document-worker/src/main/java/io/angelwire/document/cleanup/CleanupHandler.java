package io.angelwire.document.cleanup;

import io.angelwire.domain.document.CleanupJobData;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;

/** Removes what nobody needs any more: each job of queue {@code cleanup} says of which kind. */
@ApplicationScoped
public class CleanupHandler implements JobHandler<CleanupJobData> {

    private final OldVersionRemover oldVersions;
    private final ExpiredRowRemover expiredRows;
    private final OrphanedFileRemover orphanedFiles;

    CleanupHandler(OldVersionRemover oldVersions, ExpiredRowRemover expiredRows, OrphanedFileRemover orphanedFiles) {
        this.oldVersions = oldVersions;
        this.expiredRows = expiredRows;
        this.orphanedFiles = orphanedFiles;
    }

    @Override
    public QueueName queue() {
        return QueueName.CLEANUP;
    }

    @Override
    public Class<CleanupJobData> payloadType() {
        return CleanupJobData.class;
    }

    @Override
    public JobOutcome handle(RunningJob<CleanupJobData> job) throws IOException {
        return switch (job.name()) {
            case CleanupJobData.OLD_DOCUMENTS ->
                job.payload().startupId() == null
                        ? JobOutcome.failed("there is no startupId")
                        : completed(oldVersions.remove(job.payload().startupId()));
            case CleanupJobData.EXPIRED_IDEMPOTENCY_KEYS -> completed(expiredRows.removeIdempotencyKeys());
            case CleanupJobData.ADMIN_ACTIONS -> completed(expiredRows.removeAdminActions());
            case CleanupJobData.SETTLED_FAILURES -> completed(expiredRows.removeSettledFailures());
            case CleanupJobData.ORPHANED_FILES -> completed(orphanedFiles.remove());
            default -> JobOutcome.failed("there is no clean-up of this name");
        };
    }

    private static JobOutcome completed(int removed) {
        return JobOutcome.completed(new CleanupResult(removed));
    }
}
