package io.angelwire.domain.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.document.DocumentRefusedException.Reason;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Job;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RecordingOutbox;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class DocumentWorkflowTest {

    @Inject
    ObjectMapper json;

    @Inject
    DocumentPages pages;

    private final RecordingOutbox outbox = new RecordingOutbox();
    private DocumentWorkflow workflow;
    private Person founder;
    private Viewer viewer;
    private UUID pitch;
    private UUID startup;

    @BeforeEach
    void somebodyPitches() {
        workflow = new DocumentWorkflow(outbox, new DocumentEvents(outbox), pages);
        founder = Investing.person(Role.FOUNDER);
        viewer = new Viewer(founder.id(), false);
        pitch = Investing.pitch(founder, PitchStatus.PUBLISHED);
        startup = in(() -> Pitch.<Pitch>findById(pitch).startup.id);
    }

    @Test
    void anUploadIsStoredIndexedNotifiedCleanedUpAndSeen() {
        NewFile file = StagedText.newFile();
        DocumentVersion version = in(() -> workflow.upload(viewer, deck(Visibility.PUBLIC), file));

        assertThat(((StagedText) file.staged()).keys).containsExactly(version.storageKey);
        assertThat(version.indexing).isEqualTo(IndexingStatus.PENDING);
        assertThat(outbox.job("index_document").payload())
                .isEqualTo(new IndexDocumentJobData(version.document.id, version.storageKey));
        assertThat(outbox.job("document_uploaded").payload())
                .isInstanceOfSatisfying(NotificationJobData.class, notification -> {
                    assertThat(notification.userId()).isEqualTo(founder.id());
                    assertThat(notification.type()).isEqualTo(NotificationType.SYSTEM);
                    assertThat(notification.title()).isEqualTo("Document Uploaded");
                    assertThat(notification.content()).isEqualTo("Deck has been successfully uploaded.");
                    assertThat(notification.channels()).containsExactly(NotificationChannel.DATABASE);
                });
        Job cleanup = outbox.job("cleanup_old_documents");
        assertThat(cleanup.options().delay()).isEqualTo(Duration.ofHours(24));
        assertThat(json.<JsonNode>valueToTree(cleanup.payload()).toString())
                .isEqualTo("{\"startupId\":\"" + startup + "\"}");
        assertThat(outbox.jobs)
                .extracting(enqueued -> enqueued.queue().value())
                .containsExactly("documents", "notifications", "cleanup");
        assertThat(outbox.events)
                .extracting(RealtimeEvent::room)
                .containsExactly(Room.user(founder.id()), Room.pitch(pitch));
        JsonNode document =
                json.<JsonNode>valueToTree(outbox.events.get(1).data()).get("document");
        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "name",
                        "file_type",
                        "visibility",
                        "version",
                        "startup_id",
                        "pitch_id",
                        "uploaded_by",
                        "created_at",
                        "indexing");
    }

    @Test
    void whatIsNotAPitchDeckIsNotIndexed() {
        DocumentVersion version = in(() -> workflow.upload(
                viewer,
                new NewDocument(startup, null, "Accounts", FileType.FINANCIALS, Visibility.PUBLIC),
                StagedText.newFile()));

        assertThat(version.indexing).isEqualTo(IndexingStatus.NONE);
        assertThat(outbox.jobs)
                .extracting(enqueued -> enqueued.job().name())
                .containsExactly("document_uploaded", "cleanup_old_documents");
    }

    /** Whoever may see the pitch is in its room. */
    @Test
    void thePitchsRoomHearsOfPublicDocumentsAlone() {
        for (Visibility visibility : List.of(Visibility.INVESTORS, Visibility.PRIVATE)) {
            in(() -> workflow.upload(viewer, deck(visibility), StagedText.newFile()));
        }

        assertThat(outbox.events)
                .extracting(RealtimeEvent::room)
                .containsExactly(Room.user(founder.id()), Room.user(founder.id()));
    }

    @Test
    void onlyTheFounderAndAdminsUpload() {
        Person stranger = Investing.person(Role.FOUNDER);
        Viewer admin = new Viewer(Investing.person(Role.ADMIN).id(), true);

        refused(Reason.STARTUP_UNKNOWN, new Viewer(stranger.id(), false), deck(Visibility.PUBLIC));
        refused(Reason.UPLOADER_UNKNOWN, new Viewer(UUID.randomUUID(), true), deck(Visibility.PUBLIC));
        UUID foreignPitch = Investing.pitch(stranger, PitchStatus.PUBLISHED);
        refused(
                Reason.PITCH_UNKNOWN,
                viewer,
                new NewDocument(startup, foreignPitch, "Deck", FileType.OTHER, Visibility.PUBLIC));
        assertThat(outbox.jobs).isEmpty();
        assertThat(in(() -> workflow.upload(admin, deck(Visibility.PUBLIC), StagedText.newFile())).uploadedBy)
                .isEqualTo(admin.userId());
    }

    @Test
    void versionsThatComeAtOnceGetNumbersOfTheirOwnAndOneIsCurrent() {
        DocumentVersion first = in(() -> workflow.upload(viewer, deck(Visibility.PUBLIC), StagedText.newFile()));
        List<Integer> numbers = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> in(() -> workflow.replace(viewer, first.document.id, StagedText.newFile()).number)))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(numbers).containsExactlyInAnyOrder(2, 3, 4, 5);
        assertThat(in(() -> DocumentVersion.count("document.id = ?1 and supersededAt is null", first.document.id)))
                .isEqualTo(1);
        assertThat(in(() -> Document.<Document>findById(first.document.id).version))
                .isEqualTo(4);
    }

    @Test
    void indexingEndsOnceHoweverOftenItRuns() {
        DocumentVersion version = in(() -> workflow.upload(viewer, deck(Visibility.PUBLIC), StagedText.newFile()));
        outbox.events.clear();
        List<Boolean> changed = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> in(() -> workflow.indexed(version, List.of("first page", " ", "third page")))))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(changed).containsOnlyOnce(true);
        assertThat(pageNumbers(version)).containsExactly(1, 3);
        assertThat(outbox.events).singleElement().satisfies(event -> {
            assertThat(event.name()).isEqualTo("document:indexed");
            assertThat(event.room()).isEqualTo(Room.user(founder.id()));
        });
        assertThat(in(() -> workflow.indexingFailed(version, IndexingFailure.CORRUPT)))
                .isFalse();
    }

    @Test
    void aFailureIsToldAndMayBeMendedLater() {
        DocumentVersion version = in(() -> workflow.upload(viewer, deck(Visibility.PUBLIC), StagedText.newFile()));

        assertThat(in(() -> workflow.indexingFailed(version, IndexingFailure.ENCRYPTED)))
                .isTrue();
        assertThat(((NotificationJobData) outbox.job("document_not_searchable").payload()).content())
                .isEqualTo("Deck was stored, but can't be searched: it is protected by a password.");
        assertThat(in(() -> workflow.indexed(version, List.of("text")))).isTrue();
        DocumentVersion stored = in(() -> DocumentVersion.findById(version.id));
        assertThat(stored.indexing).isEqualTo(IndexingStatus.INDEXED);
        assertThat(stored.indexingFailure).isNull();
    }

    @Test
    void aSupersededVersionIsNotSearchableWheneverItsJobEnds() {
        DocumentVersion first = in(() -> workflow.upload(viewer, deck(Visibility.PUBLIC), StagedText.newFile()));
        in(() -> workflow.indexed(first, List.of("text")));
        DocumentVersion second = in(() -> workflow.replace(viewer, first.document.id, StagedText.newFile()));
        in(() -> workflow.replace(viewer, first.document.id, StagedText.newFile()));

        assertThat(pageNumbers(first)).isEmpty();
        assertThat(in(() -> workflow.indexed(second, List.of("text")))).isFalse();
        assertThat(pageNumbers(second)).isEmpty();
    }

    @Test
    void aDeletedDocumentIsGoneAtOnceAndCleanedUpSoon() {
        DocumentVersion version = in(() -> workflow.upload(viewer, deck(Visibility.PUBLIC), StagedText.newFile()));
        in(() -> workflow.indexed(version, List.of("text")));
        outbox.jobs.clear();
        in(() -> {
            workflow.delete(viewer, version.document.id);
            return null;
        });

        assertThat(pageNumbers(version)).isEmpty();
        assertThat(outbox.job("cleanup_old_documents").options().delay()).isZero();
        assertThatThrownBy(() -> in(() -> workflow.replace(viewer, version.document.id, StagedText.newFile())))
                .isInstanceOfSatisfying(
                        DocumentRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.DOCUMENT_UNKNOWN));
    }

    private NewDocument deck(Visibility visibility) {
        return new NewDocument(startup, pitch, "Deck", FileType.PITCH_DECK, visibility);
    }

    private void refused(Reason reason, Viewer who, NewDocument document) {
        StagedText staged = new StagedText();
        assertThatThrownBy(() -> in(() -> workflow.upload(who, document, new NewFile(ContentType.PDF, staged))))
                .isInstanceOfSatisfying(
                        DocumentRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(staged.keys).isEmpty();
    }

    private static List<Integer> pageNumbers(DocumentVersion version) {
        return in(() -> Document.getEntityManager()
                .createNativeQuery(
                        "select number from document_pages where version_id = ?1 order by number", Integer.class)
                .setParameter(1, version.id)
                .getResultList());
    }

    private static <T> T in(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }
}
