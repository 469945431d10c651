package io.angelwire.domain.notification;

/** A way by which a notification reaches its user. */
public enum NotificationChannel {
    DATABASE,
    EMAIL,
    PUSH,
    SMS
}
