package io.angelwire.domain.analytics;

/** Removes what is kept for a while only: single events, and totals by hour. */
public record ForgetEvents() implements AnalyticsJob {

    public static final String JOB_NAME = "forget_events";
}
