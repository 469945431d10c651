package io.angelwire.domain.page;

import java.time.Instant;
import java.util.UUID;

/**
 * A place in a list that goes from the newest to the oldest, by {@code (created_at desc, id desc)}. It stays valid
 * whatever is added or removed meanwhile.
 *
 * @param createdAt of the last row that was read
 * @param id of that row
 */
public record Position(Instant createdAt, UUID id) {}
