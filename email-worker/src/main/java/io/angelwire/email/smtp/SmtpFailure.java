package io.angelwire.email.smtp;

import io.vertx.ext.mail.SMTPException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Why a mail was not sent.
 *
 * @param reason for the job's record: the server's codes, never its text, which commonly repeats the address
 */
public record SmtpFailure(Kind kind, String reason) {

    public enum Kind {
        /** The server is out of reach or lets nobody in: it was not asked to take this mail, nor will it be. */
        NOT_TRIED,
        /** Worth another attempt: SMTP 4xx, or the connection broke. */
        TRANSIENT,
        /** The server had begun to take the mail and fell silent; until the connection is closed it may still take it. */
        UNANSWERED,
        /** SMTP 5xx: the same mail will be refused again (RFC 5321, section 4.2.1). */
        PERMANENT
    }

    /** The enhanced status code after the reply code (RFC 3463). */
    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    /** @param mail called back, if it can be */
    public static SmtpFailure of(Throwable thrown, OutgoingMail mail) {
        boolean begun = !mail.callBack();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException && begun) {
                return new SmtpFailure(Kind.UNANSWERED, "the SMTP server did not answer in time");
            }
            if (cause instanceof SMTPException refusal && refusal.getReplyCode() >= 400) {
                return new SmtpFailure(kind(begun, refusal), "the SMTP server answered " + codes(refusal));
            }
        }
        return begun
                ? new SmtpFailure(
                        Kind.TRANSIENT, "no mail was sent: " + thrown.getClass().getSimpleName())
                : new SmtpFailure(Kind.NOT_TRIED, "the SMTP server is out of reach");
    }

    /** What the server answers before a mail is begun, a wrong password among it, says nothing of the mail. */
    private static Kind kind(boolean begun, SMTPException refusal) {
        if (!begun) {
            return Kind.NOT_TRIED;
        }
        return refusal.getReplyCode() >= 500 ? Kind.PERMANENT : Kind.TRANSIENT;
    }

    private static String codes(SMTPException refusal) {
        Matcher enhanced = ENHANCED.matcher(String.valueOf(refusal.getReplyMessage()));
        return enhanced.find() ? refusal.getReplyCode() + " " + enhanced.group(1) : "" + refusal.getReplyCode();
    }
}
