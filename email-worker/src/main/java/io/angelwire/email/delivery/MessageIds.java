package io.angelwire.email.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Message-ID of a job's mail: the same each time that the job runs (RFC 5322, section 3.6.4). */
record MessageIds(String domain) {

    private static final Pattern SENDER = Pattern.compile("[^@]*@([A-Za-z0-9.-]+)>?\\s*");

    /** What may stand left of the at sign as it is (dot-atom-text), short enough for one header line. */
    private static final Pattern DOT_ATOM = Pattern.compile("(?!.*\\.\\.)(?!\\.)[A-Za-z0-9_.-]{1,64}(?<!\\.)");

    /** @param from the sender, {@code Name <address>} or an address alone */
    static MessageIds ofSender(String from) {
        Matcher sender = SENDER.matcher(from);
        if (!sender.matches()) {
            throw new IllegalStateException("angelwire.smtp.from holds no mail address");
        }
        return new MessageIds(sender.group(1));
    }

    String of(String jobId) {
        String local = DOT_ATOM.matcher(jobId).matches() ? jobId : RecipientHash.sha256(jobId);
        return "<" + local + "@" + domain + ">";
    }
}
