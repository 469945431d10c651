package io.angelwire.domain.notification;

/** What a notification is about. */
public enum NotificationType {
    INVESTMENT_UPDATE,
    MESSAGE,
    PITCH_UPDATE,
    SYSTEM
}
