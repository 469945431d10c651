package io.angelwire.gateway.notification;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a user has read. */
@Schema(name = "ReadNotifications")
public record ReadAllRequest(
        @Schema(description = "The newest notification that was seen; without it, all that there are now")
        UUID upTo) {}
