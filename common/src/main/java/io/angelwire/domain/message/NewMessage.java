package io.angelwire.domain.message;

import io.angelwire.domain.message.MessageRefusedException.Reason;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A message as its sender wants it stored. At least one of pitch and investment is named; if both are, the investment
 * must be one in that pitch, and the message appears in both rooms.
 *
 * @param receiverId whom it addresses, or null; it doesn't hide the message from the others of the room
 * @param content 1 to {@value #LONGEST_CONTENT} characters, not only white space
 * @param messageType up to 32 letters, digits, {@code _} and {@code -}; null for {@value #DEFAULT_TYPE}
 * @param clientMessageId the sender's own id, 1 to 64 visible ASCII characters, by which a repetition is recognized;
 *     null: every call stores a message
 */
public record NewMessage(
        UUID pitchId, UUID investmentId, UUID receiverId, String content, String messageType, String clientMessageId) {

    public static final int LONGEST_CONTENT = 4_000;
    public static final String DEFAULT_TYPE = "TEXT";

    private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");
    private static final Pattern CLIENT_ID = Pattern.compile("[\\x21-\\x7e]{1,64}");

    /** @throws MessageRefusedException if a value is not valid */
    public NewMessage {
        if (pitchId == null && investmentId == null) {
            throw new MessageRefusedException(Reason.NO_ROOM);
        }
        if (content == null || content.isBlank() || content.length() > LONGEST_CONTENT) {
            throw new MessageRefusedException(Reason.CONTENT_LENGTH);
        }
        if (content.codePoints().anyMatch(NewMessage::isNoText)) {
            throw new MessageRefusedException(Reason.CONTENT_NOT_TEXT);
        }
        messageType = messageType == null ? DEFAULT_TYPE : messageType;
        if (!TYPE.matcher(messageType).matches()) {
            throw new MessageRefusedException(Reason.TYPE_INVALID);
        }
        if (clientMessageId != null && !CLIENT_ID.matcher(clientMessageId).matches()) {
            throw new MessageRefusedException(Reason.CLIENT_MESSAGE_ID_INVALID);
        }
    }

    /** Halves of surrogate pairs and control characters: the database takes neither all of them nor as they are. */
    private static boolean isNoText(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE
                || Character.isISOControl(codePoint) && codePoint != '\n' && codePoint != '\r' && codePoint != '\t';
    }

    boolean isSameAs(Message stored) {
        return Objects.equals(pitchId, stored.pitchId)
                && Objects.equals(investmentId, stored.investmentId)
                && Objects.equals(receiverId, stored.receiverId)
                && content.equals(stored.content)
                && messageType.equals(stored.messageType);
    }
}
