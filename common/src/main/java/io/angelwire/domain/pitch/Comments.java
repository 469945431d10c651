package io.angelwire.domain.pitch;

import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import io.angelwire.domain.pitch.PitchRefusedException.Reason;
import io.angelwire.domain.user.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** What is said about pitches: by whoever may see one, to whoever may see it. */
@ApplicationScoped
public class Comments {

    private final PitchEvents events;
    private final CommentNotifications notifications;

    Comments(PitchEvents events, CommentNotifications notifications) {
        this.events = events;
        this.notifications = notifications;
    }

    /**
     * @param admin whether the user sees drafts of others
     * @throws PitchRefusedException if the user may not see the pitch, or isn't registered
     */
    @Transactional
    public Comment add(UUID userId, boolean admin, UUID pitchId, String content) {
        Pitch pitch = visible(userId, admin, pitchId);
        User user =
                User.<User>findByIdOptional(userId).orElseThrow(() -> new PitchRefusedException(Reason.USER_UNKNOWN));
        Comment comment = Comment.of(pitch, user, content);
        comment.persist();
        events.added(comment);
        notifications.send(comment);
        return comment;
    }

    /**
     * Newest first.
     *
     * @param after where the page before ended; null for the first page
     * @throws PitchRefusedException if the user may not see the pitch
     */
    @Transactional
    public Slice<Comment> list(UUID userId, boolean admin, UUID pitchId, Position after, int limit) {
        visible(userId, admin, pitchId);
        return Comment.list(pitchId, after, limit);
    }

    /**
     * Takes a comment back: its user, or an administrator.
     *
     * @throws PitchRefusedException if there is no such comment on the pitch, or it is another user's
     */
    @Transactional
    public void delete(UUID userId, boolean admin, UUID pitchId, UUID id) {
        visible(userId, admin, pitchId);
        Comment comment = Comment.findLocked(pitchId, id)
                .filter(found -> admin || found.user.id.equals(userId))
                .orElseThrow(() -> new PitchRefusedException(Reason.COMMENT_UNKNOWN));
        comment.delete();
        events.deleted(comment);
    }

    private static Pitch visible(UUID userId, boolean admin, UUID pitchId) {
        return Pitch.findWithFounder(pitchId)
                .filter(pitch -> admin || pitch.isVisibleTo(userId))
                .orElseThrow(() -> new PitchRefusedException(Reason.PITCH_UNKNOWN));
    }
}
