package io.angelwire.document.indexing;

import io.angelwire.database.DatabaseOutage;
import io.angelwire.document.extraction.Extraction;
import io.angelwire.document.extraction.TextExtractor;
import io.angelwire.domain.document.DocumentVersion;
import io.angelwire.domain.document.DocumentWorkflow;
import io.angelwire.domain.document.IndexDocumentJobData;
import io.angelwire.domain.document.IndexingFailure;
import io.angelwire.domain.document.IndexingStatus;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.storage.FileStorage;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Makes the text of one version searchable for each job of queue {@code documents}. A file that can't be read completes
 * the job: that is a fact about the file, told to who has uploaded it, and no reason to try again or to alert anybody.
 */
@ApplicationScoped
public class IndexingHandler implements JobHandler<IndexDocumentJobData> {

    private final DocumentWorkflow workflow;
    private final FileStorage storage;
    private final TextExtractor extractor;

    IndexingHandler(DocumentWorkflow workflow, FileStorage storage, TextExtractor extractor) {
        this.workflow = workflow;
        this.storage = storage;
        this.extractor = extractor;
    }

    @Override
    public QueueName queue() {
        return QueueName.DOCUMENTS;
    }

    @Override
    public Class<IndexDocumentJobData> payloadType() {
        return IndexDocumentJobData.class;
    }

    @Override
    public JobOutcome handle(RunningJob<IndexDocumentJobData> job) throws Exception {
        Optional<DocumentVersion> found = version(job.payload());
        if (found.isEmpty()) {
            return JobOutcome.cancelled("the document is gone");
        }
        DocumentVersion version = found.get();
        if (!version.isCurrent()) {
            return JobOutcome.cancelled("a newer version has taken its place");
        } else if (version.indexing == IndexingStatus.NONE) {
            return JobOutcome.cancelled("documents of this type are not searched");
        } else if (version.indexing == IndexingStatus.INDEXED) {
            return JobOutcome.completed(new IndexingResult(IndexingStatus.INDEXED, null));
        }
        try {
            return JobOutcome.completed(index(version));
        } catch (IOException | RuntimeException failure) {
            // A database that is away is no attempt, so there will be another one.
            if (job.isLastAttempt() && !DatabaseOutage.isCauseOf(failure)) {
                workflow.indexingFailed(version, IndexingFailure.INTERNAL);
            }
            throw failure;
        }
    }

    /** Outside of any transaction: reading takes its time. */
    private IndexingResult index(DocumentVersion version) throws IOException, InterruptedException {
        Extraction extraction;
        try (InputStream content = storage.open(version.storageKey, 0)) {
            extraction = extractor.extract(content, version.contentType);
        }
        if (extraction instanceof Extraction.Unreadable unreadable) {
            workflow.indexingFailed(version, unreadable.failure());
            return new IndexingResult(IndexingStatus.FAILED, unreadable.failure());
        }
        workflow.indexed(version, ((Extraction.Text) extraction).pages());
        return new IndexingResult(IndexingStatus.INDEXED, null);
    }

    private static Optional<DocumentVersion> version(IndexDocumentJobData job) {
        return QuarkusTransaction.requiringNew().call(() -> DocumentVersion.stored(job.documentId(), job.filePath()));
    }
}
