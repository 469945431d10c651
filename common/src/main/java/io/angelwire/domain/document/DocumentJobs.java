package io.angelwire.domain.document;

import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The jobs that follow from a document, with what they tell people. */
final class DocumentJobs {

    private static final Duration CLEANUP_DELAY = Duration.ofHours(24);

    private DocumentJobs() {}

    static Job index(DocumentVersion version) {
        return Job.of(IndexDocumentJobData.JOB_NAME, new IndexDocumentJobData(version.document.id, version.storageKey));
    }

    static Job uploadedNotification(DocumentVersion version) {
        return notification(
                "document_uploaded",
                version,
                "Document Uploaded",
                version.document.name + " has been successfully uploaded.",
                Map.of());
    }

    static Job notSearchableNotification(DocumentVersion version, IndexingFailure failure) {
        return notification(
                "document_not_searchable",
                version,
                "Document Not Searchable",
                "%s was stored, but can't be searched: %s.".formatted(version.document.name, failure.reason()),
                Map.of("reason", failure.reason()));
    }

    static Job cleanupOfOldVersions(UUID startupId) {
        return cleanup(startupId).withOptions(JobOptions.DEFAULT.withDelay(CLEANUP_DELAY));
    }

    static Job cleanup(UUID startupId) {
        return Job.of(CleanupJobData.OLD_DOCUMENTS, new CleanupJobData(startupId));
    }

    private static Job notification(
            String job, DocumentVersion version, String title, String content, Map<String, Object> more) {
        Map<String, Object> data = new HashMap<>(more);
        data.put("documentId", version.document.id.toString());
        data.put("documentName", version.document.name);
        data.put("startupId", version.document.startup.id.toString());
        return Job.of(
                job,
                new NotificationJobData(
                        version.uploadedBy,
                        NotificationType.SYSTEM,
                        title,
                        content,
                        data,
                        List.of(NotificationChannel.DATABASE)));
    }
}
