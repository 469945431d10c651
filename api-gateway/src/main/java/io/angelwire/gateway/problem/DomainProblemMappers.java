package io.angelwire.gateway.problem;

import io.angelwire.domain.document.DocumentRefusedException;
import io.angelwire.domain.investment.InvestmentRefusedException;
import io.angelwire.domain.investment.InvestmentStateException;
import io.angelwire.domain.message.MessageRefusedException;
import io.angelwire.domain.money.InvalidAmountException;
import io.angelwire.domain.pitch.PitchRefusedException;
import io.angelwire.job.PayloadTooLargeException;
import io.angelwire.job.QueueOverloadedException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers requests that a rule of the domain forbids. */
class DomainProblemMappers {

    @ServerExceptionMapper
    Response full(QueueOverloadedException full) {
        return ProblemResponses.of(ProblemType.QUEUES_FULL, null);
    }

    @ServerExceptionMapper
    Response payload(PayloadTooLargeException tooLarge) {
        return ProblemResponses.of(ProblemType.PAYLOAD_TOO_LARGE, tooLarge.getMessage());
    }

    @ServerExceptionMapper
    Response amount(InvalidAmountException invalid) {
        ProblemType type = switch (invalid.reason()) {
            case NOT_POSITIVE -> ProblemType.AMOUNT_NOT_POSITIVE;
            case TOO_PRECISE -> ProblemType.AMOUNT_TOO_PRECISE;
            case TOO_LARGE -> ProblemType.AMOUNT_TOO_LARGE;
            case UNKNOWN_CURRENCY -> ProblemType.UNKNOWN_CURRENCY;
        };
        return ProblemResponses.of(type, invalid.getMessage());
    }

    @ServerExceptionMapper
    Response investmentState(InvestmentStateException forbidden) {
        return ProblemResponses.of(Problem.of(ProblemType.INVESTMENT_STATUS_FORBIDS, forbidden.getMessage())
                .withState(forbidden.present().name()));
    }

    @ServerExceptionMapper
    Response investment(InvestmentRefusedException refused) {
        ProblemType type = switch (refused.reason()) {
            case PITCH_UNKNOWN -> ProblemType.PITCH_NOT_FOUND;
            case PITCH_CLOSED -> ProblemType.PITCH_NOT_OPEN;
            case CURRENCY_DIFFERS -> ProblemType.CURRENCY_MISMATCH;
            case OWN_STARTUP -> ProblemType.OWN_STARTUP;
            case ACCOUNT_UNKNOWN -> ProblemType.ACCOUNT_UNKNOWN;
        };
        return ProblemResponses.of(type, refused.getMessage());
    }

    @ServerExceptionMapper
    Response pitch(PitchRefusedException refused) {
        ProblemType type = switch (refused.reason()) {
            case PITCH_UNKNOWN -> ProblemType.PITCH_NOT_FOUND;
            case STARTUP_UNKNOWN -> ProblemType.STARTUP_NOT_FOUND;
            case COMMENT_UNKNOWN -> ProblemType.COMMENT_NOT_FOUND;
            case USER_UNKNOWN -> ProblemType.ACCOUNT_UNKNOWN;
            case STATUS_FORBIDS -> ProblemType.PITCH_STATUS_FORBIDS;
            case HAS_INVESTMENTS -> ProblemType.PITCH_HAS_INVESTMENTS;
            case TERMS_FIXED -> ProblemType.PITCH_TERMS_FIXED;
        };
        return ProblemResponses.of(type, refused.getMessage());
    }

    @ServerExceptionMapper
    Response document(DocumentRefusedException refused) {
        ProblemType type = switch (refused.reason()) {
            case STARTUP_UNKNOWN -> ProblemType.STARTUP_NOT_FOUND;
            case PITCH_UNKNOWN -> ProblemType.PITCH_NOT_FOUND;
            case DOCUMENT_UNKNOWN -> ProblemType.DOCUMENT_NOT_FOUND;
            case UPLOADER_UNKNOWN -> ProblemType.ACCOUNT_UNKNOWN;
        };
        return ProblemResponses.of(type, refused.getMessage());
    }

    @ServerExceptionMapper
    Response message(MessageRefusedException refused) {
        return switch (refused.reason()) {
            case PITCH_UNKNOWN -> ProblemResponses.of(ProblemType.PITCH_NOT_FOUND, null);
            // The same answer for "not there" and "not yours": ids are not to be guessed at.
            case NOT_A_PARTY -> ProblemResponses.of(ProblemType.INVESTMENT_NOT_FOUND, null);
            case MESSAGE_UNKNOWN -> ProblemResponses.of(ProblemType.MESSAGE_NOT_FOUND, null);
            case SENDER_UNKNOWN -> ProblemResponses.of(ProblemType.ACCOUNT_UNKNOWN, refused.getMessage());
            case CLIENT_MESSAGE_ID_REUSED ->
                ProblemResponses.of(ProblemType.CLIENT_MESSAGE_ID_REUSED, refused.getMessage());
            case NO_ROOM -> invalid("", refused);
            case CONTENT_LENGTH, CONTENT_NOT_TEXT -> invalid("/content", refused);
            case TYPE_INVALID -> invalid("/type", refused);
            case CLIENT_MESSAGE_ID_INVALID -> invalid("/clientMessageId", refused);
            case INVESTMENT_OF_OTHER_PITCH -> invalid("/investmentId", refused);
            case RECEIVER_UNKNOWN -> invalid("/receiverId", refused);
        };
    }

    private static Response invalid(String pointer, RuntimeException refused) {
        return ProblemResponses.of(Problem.of(ProblemType.VALIDATION_FAILED, null)
                .withErrors(List.of(new Problem.Error(pointer, refused.getMessage()))));
    }
}
