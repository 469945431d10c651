package io.angelwire.domain.analytics;

import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;

/** Counts what happens, if the transaction in which it happens commits. */
public final class Analytics {

    private Analytics() {}

    /**
     * Something that isn't about money.
     *
     * @param event as {@link TrackedEvent#event} has it
     * @param actorId null for nobody
     * @param properties without personal data; empty for none
     */
    public static void track(
            Outbox outbox, String event, UUID actorId, UUID subjectId, Map<String, Object> properties) {
        enqueue(
                outbox,
                new TrackedEvent(
                        event, actorId, subjectId, now(), null, null, properties.isEmpty() ? null : properties));
    }

    /** Something that is about money: its total is kept for each currency. */
    public static void track(
            Outbox outbox, String event, UUID actorId, UUID subjectId, Money amount, Map<String, Object> properties) {
        enqueue(
                outbox,
                new TrackedEvent(
                        event,
                        actorId,
                        subjectId,
                        now(),
                        amount.getAmountMinorLong(),
                        amount.getCurrencyUnit().getCode(),
                        properties.isEmpty() ? null : properties));
    }

    private static void enqueue(Outbox outbox, TrackedEvent event) {
        outbox.enqueue(QueueName.ANALYTICS, Job.of(TrackedEvent.JOB_NAME, event));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
