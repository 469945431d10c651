package io.angelwire.document.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.angelwire.document.Pdf;
import io.angelwire.document.Uploading;
import io.angelwire.domain.document.CleanupJobData;
import io.angelwire.domain.document.DocumentVersion;
import io.angelwire.domain.document.DocumentWorkflow;
import io.angelwire.domain.document.FileType;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.job.schedule.Schedules;
import io.angelwire.storage.FileStorage;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
class CleanupHandlerTest {

    @Inject
    CleanupHandler handler;

    @Inject
    Uploading uploading;

    @Inject
    DocumentWorkflow workflow;

    @Inject
    FileStorage storage;

    @Inject
    EntityManager database;

    @Inject
    CleanupConfig config;

    @Inject
    Schedules schedules;

    @ConfigProperty(name = "angelwire.storage.folder")
    Path folder;

    @Test
    void removesVersionsThatWereSupersededYesterdayAndNothingElse() throws IOException {
        DocumentVersion old = uploading.upload(FileType.OTHER, Pdf.of("1"));
        DocumentVersion recent = uploading.replace(old.document.id, Pdf.of("2"));
        DocumentVersion current = uploading.replace(old.document.id, Pdf.of("3"));
        DocumentVersion other = uploading.upload(FileType.OTHER, Pdf.of("4"));
        age(old);

        assertThat(oldDocuments()).isEqualTo(1);

        assertThat(exists(old)).isFalse();
        assertThat(exists(recent)).isTrue();
        assertThat(exists(current)).isTrue();
        assertThat(exists(other)).isTrue();
        assertThat(uploading.count("document_versions where document_id = ?1", old.document.id))
                .isEqualTo(2);
        assertThat(oldDocuments()).isZero();
    }

    @Test
    void goesOnWhereADeadOneHasStopped() throws IOException {
        DocumentVersion first = uploading.upload(FileType.OTHER, Pdf.of("1"));
        DocumentVersion second = uploading.replace(first.document.id, Pdf.of("2"));
        uploading.replace(first.document.id, Pdf.of("3"));
        age(first);
        age(second);
        OldVersionRemover dying = new OldVersionRemover(database, new DyingStorage(storage), config);

        // After the rows were marked; and after the first file went, before its row did.
        assertThatThrownBy(() -> dying.remove(uploading.startup())).isInstanceOf(SimulatedDeath.class);
        assertThat(uploading.count(
                        "document_versions where removing_at is not null and document_id = ?1", first.document.id))
                .isEqualTo(2);
        assertThat(Stream.of(first, second).filter(this::exists)).hasSize(1);

        assertThat(oldDocuments()).isEqualTo(2);
        assertThat(exists(first)).isFalse();
        assertThat(exists(second)).isFalse();
        assertThat(uploading.count("document_versions where document_id = ?1", first.document.id))
                .isEqualTo(1);
    }

    @Test
    void twoAtOnceRemoveEachVersionOnce() throws IOException {
        DocumentVersion version = uploading.upload(FileType.OTHER, Pdf.of("1"));
        for (int i = 0; i < 5; i++) {
            DocumentVersion next = uploading.replace(version.document.id, Pdf.of("next"));
            age(version);
            version = next;
        }
        int removed =
                Stream.generate(() -> CompletableFuture.supplyAsync(this::oldDocuments)).limit(3).toList().stream()
                        .mapToInt(CompletableFuture::join)
                        .sum();

        assertThat(removed).isEqualTo(5);
        assertThat(exists(version)).isTrue();
    }

    @Test
    void removesWhatWasDeletedAtOnce() throws IOException {
        DocumentVersion version = uploading.upload(FileType.OTHER, Pdf.of("1"));
        workflow.delete(uploading.founder(), version.document.id);

        // The job that the deletion has enqueued, run by the service itself.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> uploading.count("documents where id = ?1", version.document.id) == 0);
        assertThat(exists(version)).isFalse();
    }

    @Test
    void removesFilesOfUploadsThatWereNeverCommittedAfterADay() throws IOException {
        DocumentVersion stored = uploading.upload(FileType.OTHER, Pdf.of("1"));
        UUID orphan = UUID.randomUUID();
        UUID recent = UUID.randomUUID();
        storage.stage(content(), 3).keep(orphan);
        storage.stage(content(), 3).keep(recent);
        storage.stage(content(), 3);
        makeOld(path(orphan));
        makeOld(path(stored.storageKey));
        try (Stream<Path> parts = Files.list(folder.resolve("incoming"))) {
            parts.forEach(CleanupHandlerTest::makeOld);
        }

        assertThat(removed(run(CleanupJobData.ORPHANED_FILES, null))).isGreaterThanOrEqualTo(2);

        assertThat(path(orphan)).doesNotExist();
        assertThat(path(recent)).exists();
        assertThat(exists(stored)).isTrue();
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
        storage.delete(recent);
    }

    @Test
    void removesIdempotencyKeysThatNobodyMayRepeat() {
        UUID user = UUID.randomUUID();
        String insert =
                "insert into idempotency_keys (user_id, key, request_hash, created_at) select ?1, 'k' || n, '', now() - cast(?2 as interval) from generate_series(1, cast(?3 as integer)) n";
        uploading.sql(insert, user, "25 hours", 1500);
        uploading.sql(insert.replace("'k'", "'recent'"), user, "23 hours", 2);

        assertThat(removed(run(CleanupJobData.EXPIRED_IDEMPOTENCY_KEYS, null))).isGreaterThanOrEqualTo(1500);
        assertThat(uploading.count("idempotency_keys where user_id = ?1", user)).isEqualTo(2);
        assertThat(removed(run(CleanupJobData.EXPIRED_IDEMPOTENCY_KEYS, null))).isZero();
    }

    @Test
    void removesWhatAdminsDidLongAgo() {
        UUID admin = UUID.randomUUID();
        String insert =
                "insert into admin_actions (id, admin_id, action, target, details, outcome, started_at) select gen_random_uuid(), ?1, 'queue.pause', '/', '{}', 'STARTED', now() - cast(?2 as interval) from generate_series(1, cast(?3 as integer)) n";
        uploading.sql(insert, admin, "366 days", 1500);
        uploading.sql(insert, admin, "364 days", 2);

        assertThat(removed(run(CleanupJobData.ADMIN_ACTIONS, null))).isGreaterThanOrEqualTo(1500);
        assertThat(uploading.count("admin_actions where admin_id = ?1", admin)).isEqualTo(2);
        assertThat(removed(run(CleanupJobData.ADMIN_ACTIONS, null))).isZero();
    }

    /** However old those are that nobody has settled. */
    @Test
    void removesFailedJobsThatWereSettledLongAgo() {
        String name = "work-" + UUID.randomUUID();
        String insert =
                "insert into failed_jobs (id, queue_name, job_id, job_name, dead_letter_entry, failed_reason, attempts, payload, failed_at, %s) values (gen_random_uuid(), 'email', gen_random_uuid(), ?1, '1-1', 'no', 3, '{}', now() - interval '400 days', now() - cast(?2 as interval))";
        for (String settled : new String[] {"replayed_at", "discarded_at"}) {
            uploading.sql(insert.formatted(settled), name, "91 days");
            uploading.sql(insert.formatted(settled), name, "89 days");
        }
        uploading.sql(insert.replace(", %s", "").replace(", now() - cast(?2 as interval)", ""), name);
        String alert =
                "insert into admin_alerts values (gen_random_uuid(), 'email', ?1, 1, 1, now(), now() - cast(?2 as interval), gen_random_uuid(), 'x')";
        uploading.sql(alert, name, "91 days");
        uploading.sql(alert, name, "89 days");

        assertThat(removed(run(CleanupJobData.SETTLED_FAILURES, null))).isGreaterThanOrEqualTo(3);

        assertThat(uploading.count("failed_jobs where job_name = ?1", name)).isEqualTo(3);
        assertThat(uploading.count(
                        "failed_jobs where job_name = ?1 and replayed_at is null and discarded_at is null", name))
                .isEqualTo(1);
        assertThat(uploading.count("admin_alerts where job_name = ?1", name)).isEqualTo(1);
    }

    @Test
    void isScheduledForEachNight() {
        assertThat(schedules.list(QueueName.CLEANUP).toCompletableFuture().join())
                .extracting(Schedules.Next::jobName)
                .containsExactlyInAnyOrder(
                        CleanupJobData.EXPIRED_IDEMPOTENCY_KEYS,
                        CleanupJobData.ORPHANED_FILES,
                        CleanupJobData.ADMIN_ACTIONS,
                        CleanupJobData.SETTLED_FAILURES);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(run("cleanup_everything", null)).isInstanceOf(JobOutcome.Failed.class);
        assertThat(run(CleanupJobData.OLD_DOCUMENTS, null)).isInstanceOf(JobOutcome.Failed.class);
    }

    private int oldDocuments() {
        return removed(run(CleanupJobData.OLD_DOCUMENTS, uploading.startup()));
    }

    private JobOutcome run(String name, UUID startup) {
        try {
            return handler.handle(new RunningJob<>(
                    QueueName.CLEANUP, UUID.randomUUID().toString(), name, new CleanupJobData(startup), 1, 3));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int removed(JobOutcome outcome) {
        return ((CleanupResult) ((JobOutcome.Completed) outcome).result()).removed();
    }

    private void age(DocumentVersion version) {
        uploading.sql(
                "update document_versions set superseded_at = now() - interval '25 hours' where id = ?1", version.id);
    }

    private boolean exists(DocumentVersion version) {
        return Files.exists(path(version.storageKey));
    }

    private Path path(UUID key) {
        String name = key.toString();
        return folder.resolve("files").resolve(name.substring(34)).resolve(name);
    }

    private static void makeOld(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream content() {
        return new ByteArrayInputStream("abc".getBytes());
    }
}
