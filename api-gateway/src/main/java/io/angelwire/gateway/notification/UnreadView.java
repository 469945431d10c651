package io.angelwire.gateway.notification;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many notifications wait to be read. */
@Schema(name = "UnreadNotifications")
public record UnreadView(
        @Schema(description = "1000 stands for 1000 or more", minimum = "0", maximum = "1000")
        int unread) {}
