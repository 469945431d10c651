package io.angelwire.realtime.server.auth;

import io.angelwire.domain.user.Role;
import java.time.Instant;
import java.util.UUID;

/** Whom a valid token names, and until when. */
public record Caller(UUID userId, Role role, Instant expiresAt) {

    public boolean isAdmin() {
        return role == Role.ADMIN;
    }
}
