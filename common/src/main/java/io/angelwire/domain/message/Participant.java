package io.angelwire.domain.message;

import java.util.UUID;

/**
 * Who writes or reads.
 *
 * @param admin administrators see every room
 */
public record Participant(UUID userId, boolean admin) {}
