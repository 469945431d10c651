package io.angelwire.gateway.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.message.Conversation;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A conversation as its reader sees it. */
@Schema(name = "Conversation")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversationView(
        UUID pitchId,
        UUID investmentId,
        MessageView lastMessage,

        @Schema(description = "Up to which message the caller has read; absent for none")
        UUID lastReadId,

        @Schema(
                description = "Messages of others after that; 100 stands for 100 or more",
                minimum = "0",
                maximum = "100")
        int unread) {

    static ConversationView of(Conversation conversation) {
        return new ConversationView(
                conversation.pitchId(),
                conversation.investmentId(),
                MessageView.of(conversation.last()),
                conversation.lastReadId(),
                conversation.unread());
    }
}
