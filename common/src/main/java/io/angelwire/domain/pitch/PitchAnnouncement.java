package io.angelwire.domain.pitch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * The payload of the jobs on the queue {@code announcements}: something that all investors of a pitch are to be told.
 *
 * @param id the announcement's, the same in all its jobs
 * @param kind null for {@link Kind#ANNOUNCEMENT}
 * @param after the investor whom the job before has told last; null in the first job
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PitchAnnouncement(
        @NotNull UUID id,
        @NotNull UUID pitchId,
        Kind kind,
        @NotBlank @Size(max = 200) String title,
        @NotBlank @Size(max = 4000) String content,
        @NotEmpty @Size(max = 4) List<@NotNull NotificationChannel> channels,
        UUID after) {

    public static final String JOB_NAME = "announce_to_investors";

    /** What it is about, which decides what its mails look like. */
    public enum Kind {
        UPDATED(NotificationKind.PITCH_UPDATED),
        FUNDED(NotificationKind.PITCH_FUNDED),
        REOPENED(NotificationKind.PITCH_REOPENED),
        /** Whatever else a program has to say. */
        ANNOUNCEMENT(NotificationKind.PITCH_ANNOUNCEMENT);

        private final NotificationKind notification;

        Kind(NotificationKind notification) {
            this.notification = notification;
        }

        NotificationKind notification() {
            return notification;
        }
    }

    PitchAnnouncement after(UUID investor) {
        return new PitchAnnouncement(id, pitchId, kind, title, content, channels, investor);
    }

    NotificationKind notification() {
        return (kind == null ? Kind.ANNOUNCEMENT : kind).notification;
    }
}
