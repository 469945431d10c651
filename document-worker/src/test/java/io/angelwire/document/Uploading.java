package io.angelwire.document;

import io.angelwire.domain.document.ContentType;
import io.angelwire.domain.document.DocumentVersion;
import io.angelwire.domain.document.DocumentWorkflow;
import io.angelwire.domain.document.FileType;
import io.angelwire.domain.document.NewDocument;
import io.angelwire.domain.document.NewFile;
import io.angelwire.domain.document.Viewer;
import io.angelwire.domain.document.Visibility;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.storage.FileStorage;
import io.angelwire.storage.StagedFile;
import io.angelwire.testing.Investing;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.Dependent;
import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.UUID;

/** A founder who uploads. */
@Dependent
public class Uploading {

    private final DocumentWorkflow workflow;
    private final FileStorage storage;
    private final EntityManager database;
    private Viewer founder;
    private UUID startup;

    Uploading(DocumentWorkflow workflow, FileStorage storage, EntityManager database) {
        this.workflow = workflow;
        this.storage = storage;
        this.database = database;
    }

    public Viewer founder() {
        if (founder == null) {
            var person = Investing.person(Role.FOUNDER);
            UUID pitch = Investing.pitch(person, PitchStatus.PUBLISHED);
            founder = new Viewer(person.id(), false);
            startup = QuarkusTransaction.requiringNew()
                    .call(() -> (UUID)
                            database.createNativeQuery("select startup_id from pitches where id = ?1", UUID.class)
                                    .setParameter(1, pitch)
                                    .getSingleResult());
        }
        return founder;
    }

    public UUID startup() {
        founder();
        return startup;
    }

    public DocumentVersion upload(FileType type, byte[] content) throws IOException {
        NewDocument document = new NewDocument(startup(), null, "Deck", type, Visibility.PUBLIC);
        try (StagedFile staged = stage(content)) {
            return workflow.upload(founder, document, new NewFile(ContentType.PDF, staged));
        }
    }

    /** A pitch deck for which no job is under way. */
    public DocumentVersion pending(byte[] content) throws IOException {
        DocumentVersion version = upload(FileType.OTHER, content);
        sql("update document_versions set indexing = 'PENDING' where id = ?1", version.id);
        return version;
    }

    public DocumentVersion replace(UUID document, byte[] content) throws IOException {
        try (StagedFile staged = stage(content)) {
            return workflow.replace(founder(), document, new NewFile(ContentType.PDF, staged));
        }
    }

    public int sql(String sql, Object... parameters) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var query = database.createNativeQuery(sql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.executeUpdate();
        });
    }

    public long count(String from, Object... parameters) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var query = database.createNativeQuery("select count(*) from " + from, Long.class);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return (Long) query.getSingleResult();
        });
    }

    private StagedFile stage(byte[] content) throws IOException {
        return storage.stage(new ByteArrayInputStream(content), Integer.MAX_VALUE);
    }
}
