package io.angelwire.outbox;

import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.realtime.RealtimeEvent;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/** Stands in until the outbox's table and relay exist; refuses rather than loses. */
@DefaultBean
@ApplicationScoped
class UnconnectedOutbox implements Outbox {

    @Override
    public void enqueue(QueueName queue, Job job) {
        throw new IllegalStateException("no outbox is connected");
    }

    @Override
    public void emit(RealtimeEvent event) {
        throw new IllegalStateException("no outbox is connected");
    }
}
