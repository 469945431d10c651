package io.angelwire.email.smtp;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A real SMTP server behind a proxy that can misbehave; see {@link SmtpFaultProxy} for how to ask for it. */
public final class MailServer implements AutoCloseable {

    private final GreenMail server;
    private final SmtpFaultProxy proxy;

    MailServer() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        proxy = new SmtpFaultProxy(server.getSmtp().getPort());
    }

    int port() {
        return proxy.port();
    }

    /** Connections that clients have opened so far. */
    public int connections() {
        return proxy.connections();
    }

    /** From now on connections are refused, and those that are open are cut. */
    public void goAway() throws IOException {
        proxy.goAway();
    }

    public void comeBack() {
        proxy.comeBack();
    }

    /** From now on it takes connections and says nothing, until {@link #thaw()}. */
    public void freeze() throws IOException {
        proxy.freeze();
    }

    public void thaw() {
        proxy.thaw();
    }

    /** Mails to {@code held…} are taken but not acknowledged, until {@link #releaseMails()}. */
    public void holdMails() {
        proxy.holdMails();
    }

    public void releaseMails() {
        proxy.releaseMails();
    }

    public boolean holdsAMail() {
        return proxy.held() > 0;
    }

    public List<MimeMessage> mailsTo(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> isTo(mail, address))
                .toList();
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return Arrays.toString(mail.getAllRecipients()).contains(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        proxy.close();
        server.stop();
    }
}
