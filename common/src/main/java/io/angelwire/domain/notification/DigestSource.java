package io.angelwire.domain.notification;

import java.util.Optional;

/**
 * Finds the words of a notification when it is made, not when its job is: several things that happen one after the other
 * are one mail, and none if the user has seen them by then. Implementations are CDI beans.
 */
public interface DigestSource {

    NotificationKind kind();

    /**
     * Called in the transaction that stores the notification, and notes there what is told.
     *
     * @param job names the user and, in its data, what the digest is about
     * @return empty if there is nothing to tell any more
     * @throws io.angelwire.job.PermanentJobException if the data names nothing
     */
    Optional<NotificationJobData> collect(NotificationJobData job);
}
