package io.angelwire.gateway.account;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who is signed in, and what a client shows first.
 *
 * @param role as tokens carry it
 * @param unreadNotifications counted up to 100
 */
@Schema(name = "Me")
public record MeView(
        UUID id,
        String name,
        String email,

        @Schema(enumeration = {"investor", "founder", "admin", "service"})
        String role,

        Instant createdAt,

        @Schema(description = "Counted up to 100", minimum = "0", maximum = "100")
        int unreadNotifications) {}
