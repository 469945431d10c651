package io.angelwire.domain.message;

import io.angelwire.domain.page.Position;
import java.util.UUID;

/**
 * A room with messages, as one of its readers has it.
 *
 * @param pitchId null for a room of an investment
 * @param investmentId null for a room of a pitch
 * @param last the newest message
 * @param lastReadId how far the reader has come; null for not at all
 * @param unread messages of others after that, {@value #MOST_UNREAD} at most: then there may be more
 */
public record Conversation(UUID pitchId, UUID investmentId, Message last, UUID lastReadId, int unread) {

    public static final int MOST_UNREAD = 100;

    /** Not by the message's id: one that is about a pitch and an investment is the newest of both rooms. */
    Position position() {
        return new Position(last.createdAt, pitchId == null ? investmentId : pitchId);
    }
}
