package io.angelwire.domain.pitch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.angelwire.domain.analytics.Analytics;
import io.angelwire.job.Ids;
import io.angelwire.outbox.Outbox;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells a pitch's room and its founder what becomes of it, once the running transaction has committed. */
@ApplicationScoped
public class PitchEvents {

    public static final String PITCH_CREATED = "pitch:created";
    public static final String PITCH_UPDATED = "pitch:updated";
    public static final String PITCH_FUNDED = "pitch:funded";
    public static final String COMMENT_ADDED = "comment:added";
    public static final String COMMENT_DELETED = "comment:deleted";

    /** The data of the {@code pitch:…} events. */
    public record Data(Snapshot pitch) {}

    /**
     * A pitch in an event. What a draft says is left out: who reads the room after the pitch was published finds these
     * events in its history.
     *
     * @param goal in major units
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Snapshot(
            UUID id,
            UUID startupId,
            PitchStatus status,
            String title,
            BigDecimal goal,
            String currency,
            Instant createdAt,
            Instant updatedAt) {

        static Snapshot of(Pitch pitch) {
            boolean draft = pitch.status == PitchStatus.DRAFT;
            return new Snapshot(
                    pitch.id,
                    pitch.startup.id,
                    pitch.status,
                    draft ? null : pitch.title,
                    draft ? null : pitch.goal().getAmount(),
                    draft ? null : pitch.currency,
                    pitch.createdAt,
                    pitch.updatedAt);
        }
    }

    /** The data of {@link #COMMENT_ADDED}. */
    public record CommentData(CommentSnapshot comment) {}

    @JsonNaming(SnakeCaseStrategy.class)
    public record CommentSnapshot(UUID id, String content, UUID userId, UUID pitchId, Instant createdAt) {}

    /** The data of {@link #COMMENT_DELETED}. */
    public record DeletedCommentData(DeletedComment comment) {}

    @JsonNaming(SnakeCaseStrategy.class)
    public record DeletedComment(UUID id, UUID pitchId) {}

    private final Outbox outbox;

    public PitchEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void created(Pitch pitch) {
        track(PITCH_CREATED, pitch.startup.founder.id, pitch.id, pitch);
        emit(PITCH_CREATED, pitch, new Data(Snapshot.of(pitch)));
    }

    void updated(Pitch pitch) {
        track(PITCH_UPDATED, pitch.startup.founder.id, pitch.id, pitch);
        emit(PITCH_UPDATED, pitch, new Data(Snapshot.of(pitch)));
    }

    void funded(Pitch pitch) {
        track(PITCH_FUNDED, pitch.startup.founder.id, pitch.id, pitch);
        emit(PITCH_FUNDED, pitch, new Data(Snapshot.of(pitch)));
    }

    void added(Comment comment) {
        track(COMMENT_ADDED, comment.user.id, comment.id, comment.pitch);
        emit(
                COMMENT_ADDED,
                comment.pitch,
                new CommentData(new CommentSnapshot(
                        comment.id, comment.content, comment.user.id, comment.pitch.id, comment.createdAt)));
    }

    void deleted(Comment comment) {
        emit(COMMENT_DELETED, comment.pitch, new DeletedCommentData(new DeletedComment(comment.id, comment.pitch.id)));
    }

    private void track(String name, UUID actorId, UUID subjectId, Pitch pitch) {
        Analytics.track(outbox, name, actorId, subjectId, Map.of("pitchId", pitch.id, "status", pitch.status));
    }

    /** Both carry the same id, by which a client drops what reaches it through two rooms. */
    private void emit(String name, Pitch pitch, Object data) {
        UUID id = Ids.newId();
        for (Room room : List.of(Room.pitch(pitch.id), Room.user(pitch.startup.founder.id))) {
            outbox.emit(new RealtimeEvent(id, room, name, data));
        }
    }
}
