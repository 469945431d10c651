package io.angelwire.local.demo;

import java.util.List;

/** How an investment of the demo ends, and what is to be seen of it. */
enum Outcome {
    /** Mails: the confirmation, the founder's notification, and that it is completed. */
    PAID(
            "COMPLETED",
            List.of("investment:created", "payment:processed", "investment:updated", "investment:completed"),
            3),
    /** Mails: the confirmation, the founder's notification, and that it failed. */
    DECLINED("FAILED", List.of("investment:created", "investment:updated"), 3);

    final String status;
    final List<String> events;
    final int mails;

    Outcome(String status, List<String> events, int mails) {
        this.status = status;
        this.events = events;
        this.mails = mails;
    }
}
