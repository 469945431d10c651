package io.angelwire.local.client;

/**
 * A mail in the catcher.
 *
 * @param messageId of its header
 * @param to address of its first recipient
 */
public record Mail(String messageId, String to, String subject, String text, String html) {}
