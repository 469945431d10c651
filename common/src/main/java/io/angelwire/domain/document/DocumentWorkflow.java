package io.angelwire.domain.document;

import io.angelwire.domain.document.DocumentRefusedException.Reason;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.startup.Startup;
import io.angelwire.domain.user.User;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The life of a document. Each step changes the rows and writes the jobs and events that follow from it in one
 * transaction, the caller's if there is one. A file is in its place before its row is: what a transaction leaves behind
 * that was rolled back is a file without a row, which the nightly clean-up removes.
 */
@ApplicationScoped
public class DocumentWorkflow {

    private final Outbox outbox;
    private final DocumentEvents events;
    private final DocumentPages pages;

    DocumentWorkflow(Outbox outbox, DocumentEvents events, DocumentPages pages) {
        this.outbox = outbox;
        this.events = events;
        this.pages = pages;
    }

    /**
     * Stores a new document with its first version.
     *
     * @throws DocumentRefusedException if a rule forbids it
     */
    @Transactional
    public DocumentVersion upload(Viewer who, NewDocument asked, NewFile file) {
        Startup startup = Startup.<Startup>findByIdOptional(asked.startupId())
                .filter(s -> who.admin() || s.founder.id.equals(who.userId()))
                .orElseThrow(() -> new DocumentRefusedException(Reason.STARTUP_UNKNOWN));
        Pitch pitch = asked.pitchId() == null
                ? null
                : Pitch.<Pitch>findByIdOptional(asked.pitchId())
                        .filter(p -> p.startup.id.equals(startup.id))
                        .orElseThrow(() -> new DocumentRefusedException(Reason.PITCH_UNKNOWN));
        requireRegistered(who);
        Document document = Document.of(asked, startup, pitch, who.userId());
        document.persist();
        return store(DocumentVersion.of(document, 1, file, who.userId()), file);
    }

    /**
     * Stores a new version, in place of the current one.
     *
     * @throws DocumentRefusedException if a rule forbids it
     */
    @Transactional
    public DocumentVersion replace(Viewer who, UUID documentId, NewFile file) {
        Document document = managed(who, documentId);
        requireRegistered(who);
        DocumentVersion current = DocumentVersion.current(document);
        document.updatedAt = supersede(current);
        return store(DocumentVersion.of(document, current.number + 1, file, who.userId()), file);
    }

    /**
     * Renames a document, or changes who may see it.
     *
     * @param name null to leave it
     * @param visibility null to leave it
     * @param check of the document as it is; may throw
     * @throws DocumentRefusedException if a rule forbids it
     */
    @Transactional
    public DocumentVersion update(
            Viewer who, UUID documentId, String name, Visibility visibility, Consumer<Document> check) {
        Document document = managed(who, documentId);
        check.accept(document);
        document.name = name == null ? document.name : name;
        document.visibility = visibility == null ? document.visibility : visibility;
        document.updatedAt = Document.now();
        // The new version is a part of what is returned.
        Document.flush();
        return DocumentVersion.current(document);
    }

    /**
     * Makes it disappear for everybody; files and rows follow in the background.
     *
     * @throws DocumentRefusedException if a rule forbids it
     */
    @Transactional
    public void delete(Viewer who, UUID documentId) {
        Document document = managed(who, documentId);
        document.deletedAt = supersede(DocumentVersion.current(document));
        outbox.enqueue(QueueName.CLEANUP, DocumentJobs.cleanup(document.startup.id));
    }

    /**
     * Makes a version searchable, in place of what earlier runs have stored for it.
     *
     * @return whether this call changed anything: not if it was done before, or the version is not current any more
     */
    @Transactional
    public boolean indexed(DocumentVersion version, List<String> texts) {
        return endIndexing(version, IndexingStatus.INDEXED, null, () -> pages.replace(version.id, texts));
    }

    /**
     * Notes that a version will not be searchable, and tells who has uploaded it.
     *
     * @return as {@link #indexed}
     */
    @Transactional
    public boolean indexingFailed(DocumentVersion version, IndexingFailure failure) {
        return endIndexing(
                version,
                IndexingStatus.FAILED,
                failure,
                () -> outbox.enqueue(
                        QueueName.NOTIFICATIONS, DocumentJobs.notSearchableNotification(version, failure)));
    }

    private boolean endIndexing(
            DocumentVersion version, IndexingStatus status, IndexingFailure failure, Runnable consequence) {
        // The row stays locked: of two runs of a job the second finds it done.
        if (!DocumentVersion.moveIndexing(version.id, status, failure)) {
            return false;
        }
        consequence.run();
        events.indexed(version, status, failure);
        return true;
    }

    private DocumentVersion store(DocumentVersion version, NewFile file) {
        try {
            file.staged().keep(version.storageKey);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        version.persistAndFlush();
        if (version.indexing == IndexingStatus.PENDING) {
            outbox.enqueue(QueueName.DOCUMENTS, DocumentJobs.index(version));
        }
        outbox.enqueue(QueueName.NOTIFICATIONS, DocumentJobs.uploadedNotification(version));
        outbox.enqueue(QueueName.CLEANUP, DocumentJobs.cleanupOfOldVersions(version.document.startup.id));
        events.uploaded(version);
        return version;
    }

    /** The document's row is locked: nobody else supersedes the version. */
    private Instant supersede(DocumentVersion current) {
        Instant now = Document.now();
        DocumentVersion.supersede(current.id, now);
        pages.remove(current.id);
        return now;
    }

    private static Document managed(Viewer who, UUID documentId) {
        return Document.locked(documentId)
                .filter(document -> document.isManagedBy(who))
                .orElseThrow(() -> new DocumentRefusedException(Reason.DOCUMENT_UNKNOWN));
    }

    private static void requireRegistered(Viewer who) {
        if (User.findByIdOptional(who.userId()).isEmpty()) {
            throw new DocumentRefusedException(Reason.UPLOADER_UNKNOWN);
        }
    }
}
