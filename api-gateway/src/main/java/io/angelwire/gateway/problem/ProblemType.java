package io.angelwire.gateway.problem;

import java.net.URI;
import java.util.Locale;

/** Every way in which this API says no. The {@code code} is the part that clients compare; texts may change. */
public enum ProblemType {
    MALFORMED_JSON(400, "The body is not JSON"),
    JSON_TOO_COMPLEX(400, "The JSON exceeds a limit"),
    UNEXPECTED_BODY(400, "The body does not have the expected form"),
    BAD_REQUEST(400, "The request is not understood"),
    IDEMPOTENCY_KEY_INVALID(400, "The Idempotency-Key is not usable"),
    PARAMETER_INVALID(400, "A parameter is not usable"),
    PAGE_INVALID(400, "The page can't be told"),
    TOKEN_MISSING(401, "A bearer token is required"),
    TOKEN_EXPIRED(401, "The token has expired"),
    TOKEN_INVALID(401, "The token is not valid"),
    FORBIDDEN(403, "This role may not do that"),
    ACCOUNT_UNKNOWN(403, "The account is not registered"),
    OWN_STARTUP(403, "Founders can't invest in their own startup"),
    NOT_FOUND(404, "There is nothing here"),
    PITCH_NOT_FOUND(404, "There is no such pitch"),
    STARTUP_NOT_FOUND(404, "There is no such startup"),
    COMMENT_NOT_FOUND(404, "There is no such comment"),
    INVESTMENT_NOT_FOUND(404, "There is no such investment"),
    PAYMENT_NOT_FOUND(404, "There is no such payment"),
    DOCUMENT_NOT_FOUND(404, "There is no such document"),
    NOTIFICATION_NOT_FOUND(404, "There is no such notification"),
    MESSAGE_NOT_FOUND(404, "There is no such message"),
    QUEUE_NOT_FOUND(404, "There is no such queue"),
    JOB_NOT_FOUND(404, "There is no such job"),
    SCHEDULE_NOT_FOUND(404, "There is no such schedule"),
    FAILED_JOB_NOT_FOUND(404, "There is no such failed job"),
    METHOD_NOT_ALLOWED(405, "This address does not answer that method"),
    NOT_ACCEPTABLE(406, "No acceptable form of the answer exists"),
    PITCH_NOT_OPEN(409, "The pitch is not open for investments"),
    PITCH_STATUS_FORBIDS(409, "The pitch's status does not allow that"),
    PITCH_HAS_INVESTMENTS(409, "The pitch has investments"),
    PITCH_TERMS_FIXED(409, "The pitch's goal and currency are fixed"),
    INVESTMENT_STATUS_FORBIDS(409, "The investment's status does not allow that"),
    JOB_STATE(409, "The job's state does not allow that"),
    IDEMPOTENCY_KEY_IN_USE(409, "A request with this Idempotency-Key is still running"),
    PRECONDITION_FAILED(412, "It is not what it was"),
    BODY_TOO_LARGE(413, "The body is too large"),
    PAYLOAD_TOO_LARGE(413, "The job's payload is too large"),
    ADDRESS_TOO_LONG(414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type is not supported"),
    FILE_TYPE_NOT_ACCEPTED(415, "Files of this type are not accepted"),
    RANGE_NOT_SATISFIABLE(416, "The file has nothing of that range"),
    VALIDATION_FAILED(422, "Some values are not valid"),
    FILE_EMPTY(422, "The file is empty"),
    AMOUNT_NOT_POSITIVE(422, "The amount is not positive"),
    AMOUNT_TOO_PRECISE(422, "The amount is too precise"),
    AMOUNT_TOO_LARGE(422, "The amount is too large"),
    UNKNOWN_CURRENCY(422, "The currency is unknown"),
    CURRENCY_MISMATCH(422, "The currency is not the pitch's"),
    CLIENT_MESSAGE_ID_REUSED(422, "The clientMessageId was used for another message"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    PRECONDITION_REQUIRED(428, "The change must name the version that it is made to"),
    TOO_MANY_UPLOADS(429, "Too many uploads at once"),
    INTERNAL_ERROR(500, "Something went wrong on our side"),
    QUEUES_FULL(503, "The queues take no new jobs at the moment"),
    UPLOADS_FULL(503, "No more files are received at the moment"),
    UNAVAILABLE(503, "The service is not available at the moment");

    /** A tag URI (RFC 4151): RFC 9457 recommends it for types that don't resolve to a page. */
    private static final String TYPE_PREFIX = "tag:angelwire.example,2026:problem/";

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public URI type() {
        return URI.create(TYPE_PREFIX + code());
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }
}
