package io.angelwire.domain.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.angelwire.domain.analytics.Analytics;
import io.angelwire.job.Ids;
import io.angelwire.outbox.Outbox;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Tells rooms of documents, once the running transaction has committed. */
@ApplicationScoped
public class DocumentEvents {

    /** A document, or a new version of one. */
    public static final String DOCUMENT_UPLOADED = "document:uploaded";

    /** The text of a version can be searched, or it is clear that it can't be. */
    public static final String DOCUMENT_INDEXED = "document:indexed";

    /** The data of the events. */
    public record Data(Snapshot document) {}

    /**
     * A document as clients see it; what it doesn't have is left out.
     *
     * @param version the number of the file, from 1
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Snapshot(
            UUID id,
            String name,
            FileType fileType,
            Visibility visibility,
            int version,
            UUID startupId,
            UUID pitchId,
            UUID uploadedBy,
            Instant createdAt,
            IndexingStatus indexing,
            IndexingFailure indexingFailure) {}

    private final Outbox outbox;

    DocumentEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** To the uploader's own room and, if everybody there may read the document, to its pitch's, with the same id. */
    void uploaded(DocumentVersion version) {
        Document document = version.document;
        RealtimeEvent event = RealtimeEvent.of(
                Room.user(version.uploadedBy), DOCUMENT_UPLOADED, data(version, version.indexing, null));
        outbox.emit(event);
        Analytics.track(outbox, DOCUMENT_UPLOADED, version.uploadedBy, document.id, Map.of("version", version.number));
        if (document.pitch != null && document.visibility == Visibility.PUBLIC) {
            outbox.emit(new RealtimeEvent(event.id(), Room.pitch(document.pitch.id), event.name(), event.data()));
        }
    }

    /** To the uploader alone. */
    void indexed(DocumentVersion version, IndexingStatus status, IndexingFailure failure) {
        outbox.emit(new RealtimeEvent(
                Ids.newId(), Room.user(version.uploadedBy), DOCUMENT_INDEXED, data(version, status, failure)));
    }

    private static Data data(DocumentVersion version, IndexingStatus status, IndexingFailure failure) {
        Document document = version.document;
        return new Data(new Snapshot(
                document.id,
                document.name,
                document.fileType,
                document.visibility,
                version.number,
                document.startup.id,
                document.pitchId(),
                version.uploadedBy,
                version.createdAt,
                status,
                failure));
    }
}
