package io.angelwire.job;

import java.util.Locale;

/** Where a job stands. A paused queue's jobs are {@link #WAITING}. */
public enum JobState {
    WAITING,
    ACTIVE,
    DELAYED,
    WAITING_CHILDREN,
    COMPLETED,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    /** As scripts and events write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if no state is written so */
    public static JobState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
