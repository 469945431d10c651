package io.angelwire.domain.analytics;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The payload of every job on the queue {@code analytics}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrackedEvent.class, name = TrackedEvent.JOB_NAME),
    @JsonSubTypes.Type(value = ForgetEvents.class, name = ForgetEvents.JOB_NAME)
})
public sealed interface AnalyticsJob permits TrackedEvent, ForgetEvents {}
