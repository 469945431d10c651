package io.angelwire.domain.analytics;

/** A payload on the queue {@code analytics}. */
public sealed interface AnalyticsJob permits TrackedEvent, ForgetEvents {}
