package io.angelwire.domain.notification;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * What became of a notification on one channel.
 *
 * @param reason why it failed; null if it didn't
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChannelResult(
        NotificationChannel channel,
        Status status,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant timestamp,
        String reason) {

    /** SENT: stored, or handed on to what delivers it. */
    public enum Status {
        @JsonProperty("sent")
        SENT,
        @JsonProperty("failed")
        FAILED
    }

    public static ChannelResult sent(NotificationChannel channel, Instant at) {
        return new ChannelResult(channel, Status.SENT, at, null);
    }

    public static ChannelResult failed(NotificationChannel channel, Instant at, String reason) {
        return new ChannelResult(channel, Status.FAILED, at, reason);
    }
}
