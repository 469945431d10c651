package io.angelwire.domain.document;

import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.startup.Startup;
import io.angelwire.job.Ids;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.LockModeType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** Something that a startup shows to investors. Its files are its {@link DocumentVersion}s. */
@Entity
@Table(name = "documents")
public class Document extends PanacheEntityBase {

    @Id
    public UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "startup_id")
    public Startup startup;

    /** The pitch of this startup that it belongs to; null for none. */
    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "pitch_id")
    public Pitch pitch;

    public String name;

    @Enumerated(EnumType.STRING)
    @Column(name = "file_type")
    public FileType fileType;

    @Enumerated(EnumType.STRING)
    public Visibility visibility;

    @Column(name = "uploaded_by")
    public UUID uploadedBy;

    @Version
    public long version;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    /** Null unless it was deleted. */
    @Column(name = "deleted_at")
    public Instant deletedAt;

    static Document of(NewDocument asked, Startup startup, Pitch pitch, UUID uploader) {
        Document document = new Document();
        document.id = Ids.newId();
        document.startup = startup;
        document.pitch = pitch;
        document.name = asked.name();
        document.fileType = asked.fileType();
        document.visibility = asked.visibility();
        document.uploadedBy = uploader;
        document.createdAt = now();
        document.updatedAt = document.createdAt;
        return document;
    }

    /** Nobody else's to change until the transaction ends. Empty if there is none, or it was deleted. */
    static Optional<Document> locked(UUID id) {
        return Optional.ofNullable(Document.<Document>findById(id, LockModeType.PESSIMISTIC_WRITE))
                .filter(document -> document.deletedAt == null);
    }

    boolean isManagedBy(Viewer who) {
        return who.admin() || startup.founder.id.equals(who.userId());
    }

    public UUID pitchId() {
        return pitch == null ? null : pitch.id;
    }

    /** Milliseconds: what JSON, Postgres and Java all keep. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
