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
public record Position(Instant createdAt, UUID id) {

    /** Before the first row: every row comes after it. */
    public static final Position NEWEST = new Position(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));
}
