package io.angelwire.realtime.server.command;

import io.angelwire.domain.message.MessageRefusedException;
import io.angelwire.realtime.server.protocol.ClientError;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** What clients are told when the domain does not take a message. */
final class MessageRefusals {

    private static final Logger LOG = Logger.getLogger(MessageRefusals.class);

    private MessageRefusals() {}

    static ClientError of(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof MessageRefusedException refused) {
            return of(refused);
        }
        LOG.warnf(failure, "a message can't be stored");
        return ErrorCode.UNAVAILABLE.because("This is not possible at the moment; try again.");
    }

    static ClientError of(MessageRefusedException refused) {
        ErrorCode code = switch (refused.reason()) {
            case PITCH_UNKNOWN, RECEIVER_UNKNOWN, MESSAGE_UNKNOWN -> ErrorCode.NOT_FOUND;
            case NOT_A_PARTY -> ErrorCode.NOT_A_PARTY;
            case SENDER_UNKNOWN -> ErrorCode.ACCOUNT_UNKNOWN;
            case CLIENT_MESSAGE_ID_REUSED -> ErrorCode.ID_REUSED;
            case NO_ROOM,
                    CONTENT_LENGTH,
                    CONTENT_NOT_TEXT,
                    TYPE_INVALID,
                    CLIENT_MESSAGE_ID_INVALID,
                    INVESTMENT_OF_OTHER_PITCH -> ErrorCode.BAD_FIELD;
        };
        return code.because(refused.getMessage());
    }
}
