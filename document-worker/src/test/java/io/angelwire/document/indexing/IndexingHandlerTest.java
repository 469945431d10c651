package io.angelwire.document.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.angelwire.document.Pdf;
import io.angelwire.document.Uploading;
import io.angelwire.domain.document.Document;
import io.angelwire.domain.document.DocumentVersion;
import io.angelwire.domain.document.DocumentWorkflow;
import io.angelwire.domain.document.Documents;
import io.angelwire.domain.document.FileType;
import io.angelwire.domain.document.IndexDocumentJobData;
import io.angelwire.domain.document.IndexingFailure;
import io.angelwire.domain.document.IndexingStatus;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.storage.FileStorage;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
class IndexingHandlerTest {

    private static final JobOutcome INDEXED = JobOutcome.completed(new IndexingResult(IndexingStatus.INDEXED, null));

    @Inject
    IndexingHandler handler;

    @Inject
    Uploading uploading;

    @Inject
    Documents documents;

    @Inject
    DocumentWorkflow workflow;

    @Inject
    FileStorage storage;

    /** A word that no other test's documents have. */
    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void anUploadedDeckIsFoundByItsWordsSoon() throws IOException {
        DocumentVersion deck = uploading.upload(FileType.PITCH_DECK, Pdf.of("Cover", "About " + word));

        await().atMost(Duration.ofSeconds(60)).until(() -> status(deck) == IndexingStatus.INDEXED);
        assertThat(found()).containsExactly(deck.document.id);
    }

    @Test
    void aJobThatRunsTwiceOrAtTheSameTimeStoresEachPageOnce() throws Exception {
        DocumentVersion deck = uploading.pending(Pdf.of("Cover", "About " + word));
        List<JobOutcome> outcomes =
                Stream.generate(() -> CompletableFuture.supplyAsync(() -> run(deck))).limit(2).toList().stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(outcomes).containsOnly(INDEXED);
        assertThat(run(deck)).isEqualTo(INDEXED);
        assertThat(uploading.count("document_pages where version_id = ?1", deck.id))
                .isEqualTo(2);
        assertThat(found()).containsExactly(deck.document.id);
    }

    @Test
    void aFileThatCannotBeReadCompletesTheJobWithItsReason() throws Exception {
        DocumentVersion deck = uploading.pending(Pdf.encrypted(word));

        assertThat(run(deck))
                .isEqualTo(JobOutcome.completed(new IndexingResult(IndexingStatus.FAILED, IndexingFailure.ENCRYPTED)));
        assertThat(uploading.count(
                        "document_versions where id = ?1 and indexing_failure = 'ENCRYPTED' and indexing = 'FAILED'",
                        deck.id))
                .isEqualTo(1);
    }

    @Test
    void whatFailsForReasonsOfOurOwnIsTriedAgainAndNamedInTheEnd() throws Exception {
        DocumentVersion deck = uploading.pending(Pdf.of(word));
        storage.delete(deck.storageKey);

        assertThatThrownBy(() -> handler.handle(job(deck, 1))).isInstanceOf(NoSuchFileException.class);
        assertThat(status(deck)).isEqualTo(IndexingStatus.PENDING);
        assertThatThrownBy(() -> handler.handle(job(deck, 3))).isInstanceOf(NoSuchFileException.class);
        assertThat(status(deck)).isEqualTo(IndexingStatus.FAILED);
    }

    @Test
    void aJobOfASupersededOrDeletedDocumentIsGivenUp() throws Exception {
        DocumentVersion first = uploading.pending(Pdf.of(word));
        uploading.replace(first.document.id, Pdf.of("Better"));
        assertThat(run(first)).isEqualTo(JobOutcome.cancelled("a newer version has taken its place"));

        workflow.delete(uploading.founder(), first.document.id);
        assertThat(run(first)).isEqualTo(JobOutcome.cancelled("the document is gone"));
        assertThat(found()).isEmpty();
    }

    private JobOutcome run(DocumentVersion version) {
        try {
            return handler.handle(job(version, 1));
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static RunningJob<IndexDocumentJobData> job(DocumentVersion version, int attempt) {
        return new RunningJob<>(
                QueueName.DOCUMENTS,
                UUID.randomUUID().toString(),
                IndexDocumentJobData.JOB_NAME,
                new IndexDocumentJobData(version.document.id, version.storageKey),
                attempt,
                3);
    }

    private List<UUID> found() {
        return QuarkusTransaction.requiringNew()
                .call(() -> documents.search(uploading.founder(), word, 0, 10).stream()
                        .map(hit -> hit.version().document.id)
                        .toList());
    }

    private static IndexingStatus status(DocumentVersion version) {
        return QuarkusTransaction.requiringNew().call(() -> (IndexingStatus) Document.getEntityManager()
                .createQuery("select indexing from DocumentVersion where id = ?1")
                .setParameter(1, version.id)
                .getSingleResult());
    }
}
