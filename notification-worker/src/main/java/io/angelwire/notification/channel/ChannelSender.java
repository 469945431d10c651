package io.angelwire.notification.channel;

import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationKind;

/** Sends notifications on one channel. Implementations are CDI beans, one for each channel that exists. */
public interface ChannelSender {

    NotificationChannel channel();

    /**
     * Called once for a notification, in the transaction that stores it: what goes out goes by the outbox. An exception
     * undoes the whole notification, and the job is tried again.
     */
    void send(Notification notification, NotificationKind kind);
}
