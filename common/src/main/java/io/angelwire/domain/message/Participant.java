package io.angelwire.domain.message;

import java.util.UUID;

/**
 * Who writes or reads.
 *
 * @param claimsAdmin whether the token says so; administrators see every room if they are registered as such
 */
public record Participant(UUID userId, boolean claimsAdmin) {}
