package io.angelwire.gateway.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.message.Message;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A message as clients see it; what it doesn't have is left out. */
@Schema(name = "Message")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageView(
        UUID id,
        UUID senderId,
        UUID receiverId,
        UUID pitchId,
        UUID investmentId,
        String type,
        String content,
        String clientMessageId,
        Instant createdAt) {

    static MessageView of(Message message) {
        return new MessageView(
                message.id,
                message.senderId,
                message.receiverId,
                message.pitchId,
                message.investmentId,
                message.messageType,
                message.content,
                message.clientMessageId,
                message.createdAt);
    }
}
