package io.angelwire.realtime.server.command;

import io.angelwire.domain.message.Messages;
import io.angelwire.domain.message.Participant;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.domain.DomainCalls;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code mark_read} with {@code {pitchId | investmentId, messageId}}: the caller has read the room up to this message.
 * An older message than before changes nothing.
 */
final class MarkRead implements ClientCommand {

    private final Messages messages;
    private final DomainCalls domain;

    MarkRead(Messages messages, DomainCalls domain) {
        this.messages = messages;
        this.domain = domain;
    }

    @Override
    public String event() {
        return "mark_read";
    }

    @Override
    public void run(ClientCall call) {
        Optional<Room> room = RoomChoice.room(call.data());
        UUID message;
        try {
            message = Fields.id(call.data(), "messageId");
        } catch (BadDataException e) {
            call.refuse(ErrorCode.BAD_FIELD.because(e.getMessage()));
            return;
        }
        if (room.isEmpty() || message == null) {
            call.refuse(
                    ErrorCode.BAD_FIELD.because(RoomChoice.problem(event()) + " Besides, it takes a \"messageId\"."));
            return;
        }
        Participant reader =
                new Participant(call.caller().userId(), call.caller().isAdmin());
        domain.call(() -> messages.markRead(reader, room.get(), message)).whenComplete((moved, failure) -> {
            if (failure == null) {
                call.succeed(Reply.of(Reply.data("messageId", message.toString())));
            } else {
                call.refuse(MessageRefusals.of(failure));
            }
        });
    }
}
