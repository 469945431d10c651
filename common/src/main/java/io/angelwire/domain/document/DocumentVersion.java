package io.angelwire.domain.document;

import io.angelwire.job.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One file of a document. The newest is the current one; the others were superseded, and go after a day. */
@Entity
@Table(name = "document_versions")
public class DocumentVersion extends PanacheEntityBase {

    private static final String WITH_DOCUMENT = """
            from DocumentVersion v join fetch v.document d join fetch d.startup s join fetch s.founder
            where d.deletedAt is null and\s""";

    @Id
    public UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "document_id")
    public Document document;

    /** From 1. */
    public int number;

    /** As found in the content; one of the {@link ContentType}s. */
    @Column(name = "content_type")
    public String contentType;

    /** In bytes. */
    public long size;

    /** 64 hexadecimal digits. */
    public String sha256;

    @Column(name = "storage_key")
    public UUID storageKey;

    /** Changed by {@link #moveIndexing} alone, which compares before it sets. */
    @Enumerated(EnumType.STRING)
    public IndexingStatus indexing;

    /** Null unless {@link IndexingStatus#FAILED}. */
    @Enumerated(EnumType.STRING)
    @Column(name = "indexing_failure")
    public IndexingFailure indexingFailure;

    @Column(name = "uploaded_by")
    public UUID uploadedBy;

    @Column(name = "created_at")
    public Instant createdAt;

    /** Null for the current version. */
    @Column(name = "superseded_at")
    public Instant supersededAt;

    /** When clean-up began to remove it; its file may be gone. Null before. */
    @Column(name = "removing_at")
    public Instant removingAt;

    static DocumentVersion of(Document document, int number, NewFile file, UUID uploader) {
        DocumentVersion version = new DocumentVersion();
        version.id = Ids.newId();
        version.document = document;
        version.number = number;
        version.contentType = file.type().mediaType();
        version.size = file.staged().size();
        version.sha256 = file.staged().sha256();
        version.storageKey = Ids.newId();
        version.indexing = document.fileType == FileType.PITCH_DECK ? IndexingStatus.PENDING : IndexingStatus.NONE;
        version.uploadedBy = uploader;
        version.createdAt = Document.now();
        return version;
    }

    static DocumentVersion current(Document document) {
        return find("document = ?1 and supersededAt is null", document).firstResult();
    }

    /** The current versions of documents, with all that belongs to them, in no order. */
    static List<DocumentVersion> current(List<UUID> documentIds) {
        return documentIds.isEmpty()
                ? List.of()
                : list(WITH_DOCUMENT + "d.id in ?1 and v.supersededAt is null", documentIds);
    }

    /** Also a superseded one, until its file goes. */
    static Optional<DocumentVersion> numbered(UUID documentId, int number) {
        return find(WITH_DOCUMENT + "d.id = ?1 and v.number = ?2 and v.removingAt is null", documentId, number)
                .firstResultOptional();
    }

    /** Newest first. */
    static List<DocumentVersion> latest(UUID documentId, int limit) {
        return find(WITH_DOCUMENT + "d.id = ?1 and v.removingAt is null order by v.number desc", documentId)
                .page(0, limit)
                .list();
    }

    /** The version whose file has this key; empty if the document is gone. */
    public static Optional<DocumentVersion> stored(UUID documentId, UUID storageKey) {
        return find(WITH_DOCUMENT + "d.id = ?1 and v.storageKey = ?2", documentId, storageKey)
                .firstResultOptional();
    }

    /** Touches no other column: at the same time a worker may be writing how its indexing has ended. */
    static void supersede(UUID id, Instant when) {
        update("supersededAt = ?1 where id = ?2", when, id);
    }

    public boolean isCurrent() {
        return supersededAt == null;
    }

    /** @return whether this call changed anything */
    static boolean moveIndexing(UUID id, IndexingStatus target, IndexingFailure failure) {
        return update(
                        "indexing = ?1, indexingFailure = ?2 where id = ?3 and indexing in ?4 and supersededAt is null",
                        target,
                        failure,
                        id,
                        target.predecessors())
                > 0;
    }
}
