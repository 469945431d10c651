package io.angelwire.gateway.page;

import io.angelwire.domain.page.Position;
import io.angelwire.gateway.http.QueryParameters;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/** A position as clients carry it: 28 bytes in Base64, of which they know nothing. */
final class Cursor {

    private static final int BYTES = Long.BYTES + Integer.BYTES + 2 * Long.BYTES;

    private Cursor() {}

    static String of(Position position) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(position.createdAt().getEpochSecond())
                .putInt(position.createdAt().getNano())
                .putLong(position.id().getMostSignificantBits())
                .putLong(position.id().getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @return empty if it is none of ours */
    static Optional<Position> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length != BYTES) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            Instant createdAt = Instant.ofEpochSecond(buffer.getLong(), buffer.getInt());
            if (createdAt.isBefore(Instant.EPOCH) || createdAt.isAfter(QueryParameters.LATEST)) {
                return Optional.empty();
            }
            return Optional.of(new Position(createdAt, new UUID(buffer.getLong(), buffer.getLong())));
        } catch (IllegalArgumentException | BufferUnderflowException | DateTimeException notOurs) {
            return Optional.empty();
        }
    }
}
