package io.angelwire.local.client;

import java.util.UUID;

/**
 * A signed-in demo user.
 *
 * @param token bearer token for REST and WebSocket
 */
public record Session(UUID userId, String name, String email, String role, String token) {}
