package io.angelwire.email.smtp;

import io.vertx.ext.mail.MailMessage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A mail that knows whether the server may have seen anything of it, and that can be called back until then.
 *
 * <p>The client encodes a mail, which begins with its text, when it has a connection on which the server has answered,
 * and just before the first command of the mail's own transaction. It tells nothing else of how far it got, and goes on
 * after its caller has lost patience; tests hold it to this.
 */
public final class OutgoingMail extends MailMessage {

    private enum State {
        WAITING,
        BEGUN,
        CALLED_BACK
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    @Override
    public String getText() {
        if (state.compareAndExchange(State.WAITING, State.BEGUN) == State.CALLED_BACK) {
            throw new IllegalStateException("the mail was called back");
        }
        return super.getText();
    }

    /** @return whether nothing of the mail has been sent; nothing ever will be then */
    boolean callBack() {
        return state.compareAndExchange(State.WAITING, State.CALLED_BACK) != State.BEGUN;
    }
}
