package io.angelwire.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what the mail catcher has caught. */
public final class MailboxClient {

    private final URI mailbox;
    private final JsonHttp http = new JsonHttp();

    public MailboxClient(URI mailbox) {
        this.mailbox = mailbox;
    }

    /** All mails, the oldest first. */
    public List<Mail> mails() {
        List<Mail> mails = new ArrayList<>();
        for (JsonNode mail : http.get(mailbox.resolve("/email"), Map.of())) {
            mails.add(new Mail(
                    mail.path("headers").path("message-id").asText(),
                    mail.path("to").path(0).path("address").asText(),
                    mail.path("subject").asText(),
                    mail.path("text").asText(),
                    mail.path("html").asText()));
        }
        return mails;
    }

    public void deleteAll() {
        http.delete(mailbox.resolve("/email/all"));
    }
}
