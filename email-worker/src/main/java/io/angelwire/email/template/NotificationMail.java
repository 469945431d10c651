package io.angelwire.email.template;

import java.util.List;

/** @param recipientName null if unknown */
record NotificationMail(String recipientName, String title, List<String> paragraphs) {}
