package io.angelwire.domain.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The payload of every job on the queue {@code notifications}.
 *
 * @param userId who is told
 * @param data for programs, the investment's id for instance; null for none
 * @param channels each at most once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotificationJobData(
        @NotNull UUID userId,
        @NotNull NotificationType type,
        @NotBlank @Size(max = 200) String title,
        @NotBlank @Size(max = 4000) String content,
        Map<String, Object> data,
        @NotEmpty @Size(max = 4) List<@NotNull NotificationChannel> channels) {

    /** The same, with other words. */
    public NotificationJobData saying(String newContent, Map<String, Object> newData) {
        return new NotificationJobData(userId, type, title, newContent, newData, channels);
    }
}
