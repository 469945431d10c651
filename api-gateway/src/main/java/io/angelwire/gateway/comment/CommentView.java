package io.angelwire.gateway.comment;

import io.angelwire.domain.pitch.Comment;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A comment as clients see it. */
@Schema(name = "Comment")
public record CommentView(UUID id, UUID pitchId, UUID userId, String userName, String content, Instant createdAt) {

    static CommentView of(Comment comment) {
        return new CommentView(
                comment.id, comment.pitch.id, comment.user.id, comment.user.name, comment.content, comment.createdAt);
    }
}
