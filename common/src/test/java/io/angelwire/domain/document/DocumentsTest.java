package io.angelwire.domain.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.domain.page.Slice;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RecordingOutbox;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who sees which documents, by every way that leads to one. */
@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class DocumentsTest {

    @Inject
    Documents documents;

    @Inject
    DocumentPages pages;

    private DocumentWorkflow workflow;
    private Viewer founder;
    private Viewer admin;
    private Viewer stranger;
    private Person investing;
    private Viewer investor;
    private UUID published;
    private UUID startup;

    /** A word that no other test's documents have. */
    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

    @BeforeEach
    void everybody() {
        RecordingOutbox outbox = new RecordingOutbox();
        workflow = new DocumentWorkflow(outbox, new DocumentEvents(outbox), pages);
        Person person = Investing.person(Role.FOUNDER);
        founder = viewer(person);
        admin = new Viewer(Investing.person(Role.ADMIN).id(), true);
        stranger = viewer(Investing.person(Role.INVESTOR));
        investing = Investing.person(Role.INVESTOR);
        investor = viewer(investing);
        published = Investing.pitch(person, PitchStatus.PUBLISHED);
        startup = in(() -> Pitch.<Pitch>findById(published).startup.id);
    }

    @Test
    void everyWayShowsADocumentToThoseWhoMayReadItAndToNobodyElse() {
        UUID investment = Investing.investment(investing, published, Money.of(CurrencyUnit.USD, 100));
        Map<Visibility, List<Viewer>> readers = Map.of(
                Visibility.PUBLIC, List.of(founder, admin, investor, stranger),
                Visibility.INVESTORS, List.of(founder, admin, investor),
                Visibility.PRIVATE, List.of(founder, admin));

        readers.forEach((visibility, those) -> {
            UUID ofPitch = document(published, visibility);
            UUID ofStartup = document(null, visibility);
            for (Viewer viewer : List.of(founder, admin, investor, stranger)) {
                sees(viewer, ofPitch, those.contains(viewer));
                sees(viewer, ofStartup, those.contains(viewer));
            }
        });

        UUID forInvestors = document(published, Visibility.INVESTORS);
        fail(investment);
        sees(investor, forInvestors, false);
    }

    @Test
    void theDocumentsOfADraftAreItsFounders() {
        Investing.investment(investing, published, Money.of(CurrencyUnit.USD, 100));
        in(() -> Pitch.update("status = ?1 where id = ?2", PitchStatus.DRAFT, published));

        for (UUID document : List.of(
                document(published, Visibility.PUBLIC),
                document(published, Visibility.INVESTORS),
                document(null, Visibility.PUBLIC))) {
            sees(founder, document, true);
            sees(admin, document, true);
            sees(stranger, document, false);
            sees(investor, document, false);
        }
    }

    @Test
    void oldVersionsAreTheFounders() {
        UUID document = document(published, Visibility.PUBLIC);
        in(() -> workflow.replace(founder, document, StagedText.newFile()));

        assertThat(in(() -> documents.versions(founder, document)).orElseThrow())
                .extracting(version -> version.number)
                .containsExactly(2, 1);
        assertThat(in(() -> documents.find(admin, document, 1))).isPresent();
        assertThat(in(() -> documents.find(stranger, document, 1))).isEmpty();
        assertThat(in(() -> documents.versions(stranger, document)).orElseThrow())
                .extracting(version -> version.number)
                .containsExactly(2);
        assertThat(in(() -> documents.find(stranger, document, 2))).isPresent();
        assertThat(in(() -> documents.find(stranger, document)).orElseThrow().number)
                .isEqualTo(2);
        sees(stranger, document, false, this::searched);
    }

    @Test
    void pagesOfAListMeetWithoutGapsOrRepetitions() {
        List<UUID> newestFirst = Stream.generate(() -> document(published, Visibility.PUBLIC))
                .limit(5)
                .sorted(Comparator.reverseOrder())
                .toList();
        Slice<DocumentVersion> first = in(() -> documents.list(stranger, startup, published, null, 3));
        Slice<DocumentVersion> second = in(() -> documents.list(stranger, startup, published, first.next(), 3));

        assertThat(Stream.concat(first.items().stream(), second.items().stream()))
                .extracting(version -> version.document.id)
                .hasSize(5)
                .containsExactlyInAnyOrderElementsOf(newestFirst);
        assertThat(first.items()).hasSize(3);
        assertThat(second.next()).isNull();
    }

    @Test
    void theBestPageOfEachDocumentIsFoundWithMarkedWords() {
        UUID once = indexed(List.of("nothing here", word + " is mentioned"));
        UUID often = indexed(List.of(word, (word + " and ").repeat(20) + word + " again"));

        List<SearchHit> hits = in(() -> documents.search(stranger, word, 0, 10));

        assertThat(hits).extracting(hit -> hit.version().document.id).containsExactly(often, once);
        assertThat(hits).extracting(SearchHit::page).containsExactly(2, 2);
        assertThat(hits.get(1).excerpt()).isEqualTo(SearchHit.START + word + SearchHit.STOP + " is mentioned");
        assertThat(in(() -> documents.search(stranger, word, 1, 10)))
                .extracting(hit -> hit.version().document.id)
                .containsExactly(once);
    }

    /** What a search can hold that means something to SQL or to the text search. */
    @Test
    void anySearchIsASearch() {
        UUID document = indexed(List.of(word + " and friends"));
        for (String text :
                List.of("'; drop table documents; --", "\\", "%", "a:*&|!()<->", "\"", "-", "''''", "or or")) {
            in(() -> documents.search(founder, text, 0, 10));
        }

        assertThat(in(() -> documents.search(founder, word + " -friends", 0, 10)))
                .isEmpty();
        assertThat(in(() -> documents.search(founder, "\"" + word + " and friends\"", 0, 10)))
                .extracting(hit -> hit.version().document.id)
                .containsExactly(document);
    }

    private void sees(Viewer viewer, UUID document, boolean expected) {
        sees(viewer, document, expected, this::found);
        sees(viewer, document, expected, this::listed);
        sees(viewer, document, expected, this::searched);
    }

    private interface Way {
        Stream<DocumentVersion> to(Viewer viewer, UUID document);
    }

    private void sees(Viewer viewer, UUID document, boolean expected, Way way) {
        assertThat(in(() -> way.to(viewer, document).anyMatch(version -> version.document.id.equals(document))))
                .isEqualTo(expected);
    }

    private Stream<DocumentVersion> found(Viewer viewer, UUID document) {
        return documents.find(viewer, document).stream();
    }

    private Stream<DocumentVersion> listed(Viewer viewer, UUID document) {
        return documents.list(viewer, startup, null, null, 100).items().stream();
    }

    private Stream<DocumentVersion> searched(Viewer viewer, UUID document) {
        return documents.search(viewer, word, 0, 100).stream().map(SearchHit::version);
    }

    private UUID indexed(List<String> texts) {
        return in(() -> {
            DocumentVersion version = upload(published, Visibility.PUBLIC);
            workflow.indexed(version, texts);
            return version.document.id;
        });
    }

    private UUID document(UUID pitch, Visibility visibility) {
        return in(() -> {
            DocumentVersion version = upload(pitch, visibility);
            workflow.indexed(version, List.of("A page with " + word));
            return version.document.id;
        });
    }

    private DocumentVersion upload(UUID pitch, Visibility visibility) {
        return workflow.upload(
                founder,
                new NewDocument(startup, pitch, "Deck", FileType.PITCH_DECK, visibility),
                StagedText.newFile());
    }

    private static void fail(UUID investment) {
        in(() -> Document.getEntityManager()
                .createNativeQuery(
                        "update investments set status = 'FAILED', failure_reason = 'declined' where id = ?1")
                .setParameter(1, investment)
                .executeUpdate());
    }

    private static Viewer viewer(Person person) {
        return new Viewer(person.id(), false);
    }

    private static <T> T in(Supplier<T> work) {
        return QuarkusTransaction.requiringNew().call(work::get);
    }
}
