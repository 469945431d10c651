package io.angelwire.email;

import io.angelwire.domain.email.EmailAttachment;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.List;

/** A job's attachments as the mail client takes them. */
final class Attachments {

    /** Together, decoded. Mail servers commonly refuse from 25 MB on, of which base64 takes a third. */
    static final int MOST_BYTES = 10 * 1024 * 1024;

    private Attachments() {}

    static List<MailAttachment> of(List<EmailAttachment> attachments) {
        List<MailAttachment> files = new ArrayList<>();
        long bytes = 0;
        for (EmailAttachment attachment : attachments) {
            String filename = Headers.filename(attachment.filename());
            byte[] content = content(attachment);
            bytes += content.length;
            if (bytes > MOST_BYTES) {
                throw new InvalidEmailException("the attachments are larger than " + MOST_BYTES + " bytes together");
            }
            files.add(MailAttachment.create()
                    .setName(filename)
                    .setContentType(contentType(filename))
                    .setDisposition("attachment")
                    .setData(Buffer.buffer(content)));
        }
        return files;
    }

    private static byte[] content(EmailAttachment attachment) {
        try {
            return attachment.bytes();
        } catch (IllegalArgumentException e) {
            throw new InvalidEmailException("an attachment's content is not base64");
        }
    }

    private static String contentType(String filename) {
        String guessed = URLConnection.guessContentTypeFromName(filename);
        if (guessed == null) {
            return "application/octet-stream";
        }
        return guessed.startsWith("text/") ? guessed + "; charset=utf-8" : guessed;
    }
}
