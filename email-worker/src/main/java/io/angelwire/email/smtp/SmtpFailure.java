package io.angelwire.email.smtp;

import io.vertx.ext.mail.SMTPException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Why a mail was not sent.
 *
 * @param reason for the job's record: the server's codes, never its text, which commonly repeats the address
 */
public record SmtpFailure(Kind kind, String reason) {

    public enum Kind {
        /** The circuit is open: the server was not asked. */
        NOT_TRIED,
        /** Worth another attempt: SMTP 4xx, no connection, no answer in time. */
        TRANSIENT,
        /** SMTP 5xx: the same mail will be refused again (RFC 5321, section 4.2.1). */
        PERMANENT
    }

    /** The enhanced status code after the reply code (RFC 3463). */
    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    public static SmtpFailure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof CircuitBreakerOpenException) {
                return new SmtpFailure(Kind.NOT_TRIED, "the SMTP server is out of reach");
            }
            if (cause instanceof TimeoutException) {
                return new SmtpFailure(Kind.TRANSIENT, "the SMTP server did not answer in time");
            }
            if (cause instanceof SMTPException refusal && refusal.getReplyCode() >= 400) {
                Kind kind = refusal.getReplyCode() >= 500 ? Kind.PERMANENT : Kind.TRANSIENT;
                return new SmtpFailure(kind, "the SMTP server answered " + codes(refusal));
            }
        }
        return new SmtpFailure(
                Kind.TRANSIENT, "no mail was sent: " + thrown.getClass().getSimpleName());
    }

    private static String codes(SMTPException refusal) {
        Matcher enhanced = ENHANCED.matcher(String.valueOf(refusal.getReplyMessage()));
        return enhanced.find() ? refusal.getReplyCode() + " " + enhanced.group(1) : "" + refusal.getReplyCode();
    }
}
