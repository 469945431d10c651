package io.angelwire.realtime.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.angelwire.domain.message.Message;
import io.angelwire.domain.message.MessageEvents;
import io.angelwire.domain.message.MessageRefusedException;
import io.angelwire.domain.message.Messages;
import io.angelwire.domain.message.NewMessage;
import io.angelwire.domain.message.Participant;
import io.angelwire.realtime.server.domain.DomainCalls;
import io.angelwire.realtime.server.protocol.ErrorCode;

/**
 * {@code send_message} with {@code {pitchId?, investmentId?, receiverId?, content, type?, clientMessageId?}}: stores a
 * message; its rooms are told when it is. The acknowledgement has what is stored, also if it was before.
 */
final class SendMessage implements ClientCommand {

    private final Messages messages;
    private final DomainCalls domain;
    private final ObjectMapper json;

    SendMessage(Messages messages, DomainCalls domain, ObjectMapper json) {
        this.messages = messages;
        this.domain = domain;
        this.json = json;
    }

    @Override
    public String event() {
        return "send_message";
    }

    @Override
    public void run(ClientCall call) {
        NewMessage message;
        try {
            message = read(call.data());
        } catch (BadDataException e) {
            call.refuse(ErrorCode.BAD_FIELD.because(e.getMessage()));
            return;
        } catch (MessageRefusedException e) {
            call.refuse(MessageRefusals.of(e));
            return;
        }
        Participant sender =
                new Participant(call.caller().userId(), call.caller().isAdmin());
        domain.call(() -> messages.send(sender, message)).whenComplete((stored, failure) -> {
            if (failure == null) {
                call.succeed(Reply.of(told(stored)));
            } else {
                call.refuse(MessageRefusals.of(failure));
            }
        });
    }

    private ObjectNode told(Message stored) {
        return json.valueToTree(new MessageEvents.Data(MessageEvents.Snapshot.of(stored)));
    }

    private static NewMessage read(JsonNode data) throws BadDataException {
        if (!data.isObject()) {
            throw new BadDataException("send_message takes {\"pitchId\" or \"investmentId\": id, \"content\": \"…\"}.");
        }
        return new NewMessage(
                Fields.id(data, "pitchId"),
                Fields.id(data, "investmentId"),
                Fields.id(data, "receiverId"),
                Fields.text(data, "content"),
                Fields.text(data, "type"),
                Fields.text(data, "clientMessageId"));
    }
}
