package io.angelwire.gateway.notification;

import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationPreferences;
import io.angelwire.domain.notification.NotificationType;
import jakarta.validation.constraints.NotNull;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Which notifications a user wants, by type and channel. What is not named is wanted. */
@Schema(name = "NotificationPreferences")
public record PreferencesView(
        @NotNull @Schema(description = "By type, then by channel", examples = "{\"MESSAGE\":{\"EMAIL\":false}}")
        Map<NotificationType, @NotNull Map<NotificationChannel, @NotNull Boolean>> channels) {

    /** Names every type and channel. */
    static PreferencesView of(NotificationPreferences preferences) {
        Map<NotificationType, Map<NotificationChannel, Boolean>> channels = new EnumMap<>(NotificationType.class);
        for (NotificationType type : NotificationType.values()) {
            Map<NotificationChannel, Boolean> wanted = new EnumMap<>(NotificationChannel.class);
            for (NotificationChannel channel : NotificationChannel.values()) {
                wanted.put(channel, preferences.allow(type, channel));
            }
            channels.put(type, wanted);
        }
        return new PreferencesView(channels);
    }

    Map<NotificationType, Set<NotificationChannel>> switchedOff() {
        Map<NotificationType, Set<NotificationChannel>> off = new EnumMap<>(NotificationType.class);
        channels.forEach((type, wanted) -> {
            Set<NotificationChannel> unwanted = EnumSet.noneOf(NotificationChannel.class);
            wanted.forEach((channel, wants) -> {
                if (!wants) {
                    unwanted.add(channel);
                }
            });
            off.put(type, unwanted);
        });
        return off;
    }
}
