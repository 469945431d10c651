package io.angelwire.email.template;

import java.util.List;

/**
 * What the mail of a notification shows.
 *
 * @param recipientName null if unknown
 * @param facts of the thing that it is about, in the order in which they are shown
 * @param items what others have said
 * @param more how much was said before; null for nothing
 * @param link to the thing's page
 * @param settings the page where the notification can be switched off
 */
record NotificationMail(
        String recipientName,
        String title,
        List<String> paragraphs,
        List<Fact> facts,
        List<Item> items,
        String more,
        String link,
        String settings) {

    record Fact(String label, String value) {

        /** For the text form, where values stand below each other. */
        public String padded() {
            return String.format("%-16s", label + ":");
        }
    }

    record Item(String name, String text) {}
}
