package io.angelwire.domain.pitch;

import io.angelwire.domain.notification.Digest;
import io.angelwire.domain.notification.DigestSource;
import io.angelwire.domain.notification.DigestText;
import io.angelwire.domain.notification.DigestText.Said;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.job.PermanentJobException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What others have said about a founder's pitch since the last mail about it, and haven't taken back. */
@ApplicationScoped
class NewComments implements DigestSource {

    static String topic(UUID pitchId) {
        return "comments:" + pitchId;
    }

    @Override
    public NotificationKind kind() {
        return NotificationKind.NEW_COMMENTS;
    }

    @Override
    public Optional<NotificationJobData> collect(NotificationJobData job) {
        return Pitch.findWithFounder(pitchId(job))
                .filter(pitch -> pitch.isOf(job.userId()))
                .flatMap(pitch -> collect(job, pitch));
    }

    private static Optional<NotificationJobData> collect(NotificationJobData job, Pitch pitch) {
        Digest digest = Digest.lock(job.userId(), topic(pitch.id));
        Instant oldest = Digest.oldest();
        Instant since = digest.toldUntil.isAfter(oldest) ? digest.toldUntil : oldest;
        List<Comment> comments = Comment.ofOthers(job.userId(), pitch.id, since, DigestText.MOST_COUNTED + 1);
        if (comments.isEmpty()) {
            return Optional.empty();
        }
        digest.told(comments.get(0).createdAt);
        List<Said> said = comments.stream()
                .map(comment -> new Said(comment.user.name, comment.content))
                .toList();
        Map<String, Object> data = new HashMap<>(DigestText.data("comment", said));
        data.put("pitchId", pitch.id.toString());
        data.put("pitchTitle", pitch.title);
        data.put("startupName", pitch.startup.name);
        return Optional.of(job.saying("There is something new about \"" + pitch.title + "\".", data));
    }

    private static UUID pitchId(NotificationJobData job) {
        Object id = job.data() == null ? null : job.data().get("pitchId");
        try {
            return UUID.fromString(String.valueOf(id));
        } catch (IllegalArgumentException e) {
            throw new PermanentJobException("data.pitchId is not the id of a pitch");
        }
    }
}
