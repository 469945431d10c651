package io.angelwire.email;

import java.net.IDN;
import java.util.regex.Pattern;

/**
 * The values of a job that end in mail headers or SMTP commands. What could begin another header (a line break) or name
 * another recipient is refused, not repaired: it comes from somebody who tries.
 */
final class Headers {

    /** One plain address (RFC 5321 without quoted local parts and address literals). */
    private static final Pattern ADDRESS =
            Pattern.compile("([!#-'*+\\-/-9=?A-Z^-~.]{1,64})@([^\\s@<>,;:\"()\\[\\]\\\\]{1,255})");

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\u2028\\u2029]");

    private static final int LONGEST_SUBJECT = 255;

    private Headers() {}

    /** @return the address with its domain in ASCII (RFC 5891) */
    static String address(String address) {
        var parts = ADDRESS.matcher(address == null ? "" : address);
        if (!parts.matches()) {
            throw new InvalidEmailException("the recipient is not one plain mail address");
        }
        try {
            return parts.group(1) + "@" + IDN.toASCII(parts.group(2), IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException e) {
            throw new InvalidEmailException("the recipient's domain is not a domain name");
        }
    }

    static String subject(String subject) {
        if (subject == null || subject.isBlank()) {
            throw new InvalidEmailException("the subject is missing");
        }
        if (CONTROL.matcher(subject).find()) {
            throw new InvalidEmailException("the subject holds a line break or another control character");
        }
        if (subject.length() > LONGEST_SUBJECT) {
            throw new InvalidEmailException("the subject is longer than " + LONGEST_SUBJECT + " characters");
        }
        return subject.strip();
    }

    static String filename(String filename) {
        if (filename == null
                || filename.isBlank()
                || CONTROL.matcher(filename).find()
                || filename.matches(".*[\"/\\\\].*")) {
            throw new InvalidEmailException(
                    "an attachment's file name is empty or holds a control character, quote or slash");
        }
        return filename;
    }
}
