package io.angelwire.email;

import io.angelwire.testing.RecordingOutbox;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** What the workflows of the platform would send: this service itself sends nothing by an outbox. */
@Alternative
@Priority(1)
@Singleton
class OutboxOfTests extends RecordingOutbox {}
