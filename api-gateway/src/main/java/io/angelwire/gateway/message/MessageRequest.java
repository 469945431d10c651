package io.angelwire.gateway.message;

import io.angelwire.domain.message.MessageRefusedException;
import io.angelwire.domain.message.NewMessage;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a sender sends; the same as {@code send_message} of the realtime service takes. */
public record MessageRequest(
        @Schema(description = "A pitch that the sender may see; this, an investment, or both")
        UUID pitchId,

        @Schema(description = "An investment that the sender is a party of")
        UUID investmentId,

        @Schema(description = "Whom it addresses; it doesn't hide the message from the others of the room")
        UUID receiverId,

        @Schema(description = "Not only white space", required = true, minLength = 1, maxLength = 4000)
        String content,

        @Schema(description = "Letters, digits, _ and -", defaultValue = "TEXT", maxLength = 32)
        String type,

        @Schema(
                description =
                        "The sender's own id of the message. The same message with the same id again is stored once",
                maxLength = 64)
        String clientMessageId) {

    /** @throws MessageRefusedException if a value is not valid */
    NewMessage message() {
        return new NewMessage(pitchId, investmentId, receiverId, content, type, clientMessageId);
    }
}
