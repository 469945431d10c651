package io.angelwire.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Job;
import io.angelwire.job.JobFlow;
import io.angelwire.job.QueueName;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.RedisJobProducer.PreparedJob;
import io.angelwire.observability.TraceParent;
import io.angelwire.outbox.OutboxRow.Kind;
import io.angelwire.realtime.RealtimeEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what a transaction has to tell, writes it in one batch just before the commit, and hands it to the relay
 * just after.
 */
@ApplicationScoped
class TransactionalOutbox implements Outbox {

    private final TransactionSynchronizationRegistry transactions;
    private final OutboxRepository repository;
    private final OutboxRelay relay;
    private final RedisJobProducer producer;
    private final ObjectMapper json;

    TransactionalOutbox(
            TransactionSynchronizationRegistry transactions,
            OutboxRepository repository,
            OutboxRelay relay,
            RedisJobProducer producer,
            ObjectMapper json) {
        this.transactions = transactions;
        this.repository = repository;
        this.relay = relay;
        this.producer = producer;
        this.json = json;
    }

    @Override
    public void enqueue(QueueName queue, Job job) {
        add(row(queue, job));
    }

    /** What is written of a job that belongs to no flow. */
    OutboxRow row(QueueName queue, Job job) {
        Job traced = traced(job);
        return row(
                queue, producer.prepare(queue, traced, true), traced.options().trace());
    }

    @Override
    public void enqueue(JobFlow flow) {
        for (JobFlow.Part part : producer.parts(flow)) {
            Job traced = traced(part.job());
            add(row(
                    part.queue().whole(),
                    producer.prepare(part.queue(), traced, true).waitingFor(part.children()),
                    traced.options().trace()));
        }
    }

    @Override
    public void replay(ReplayedJob job) {
        add(row(
                job.queue(),
                RedisJobProducer.prepareReplay(
                        job.id(), job.name(), job.payload(), job.options(), job.deadLetterEntry()),
                null));
    }

    /** What a job causes belongs to the trace of what has caused the job. */
    private static Job traced(Job job) {
        String trace = job.options().trace() == null ? TraceParent.current() : null;
        return trace == null ? job : job.withOptions(job.options().withTrace(trace));
    }

    /** Needs a running transaction. */
    void add(OutboxRow row) {
        rows().add(row);
    }

    private static OutboxRow row(QueueName queue, PreparedJob job, String trace) {
        return new OutboxRow(
                Kind.JOB,
                queue.value(),
                job.id(),
                job.name(),
                job.payload(),
                job.options(),
                job.lane(),
                job.links(),
                job.delayMillis(),
                trace);
    }

    @Override
    public void emit(RealtimeEvent event) {
        String trace = event.trace() == null ? TraceParent.current() : event.trace();
        try {
            add(new OutboxRow(
                    Kind.EVENT,
                    event.room().toString(),
                    event.id().toString(),
                    event.name(),
                    json.writeValueAsString(event.data()),
                    trace == null ? "" : trace,
                    "",
                    "",
                    0,
                    trace));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the data of event " + event.name() + " can't be written as JSON", e);
        }
    }

    @SuppressWarnings("unchecked")
    private List<OutboxRow> rows() {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("the outbox belongs to a transaction, and none is active");
        }
        var rows = (List<OutboxRow>) transactions.getResource(TransactionalOutbox.class);
        if (rows == null) {
            rows = new ArrayList<>();
            transactions.putResource(TransactionalOutbox.class, rows);
            transactions.registerInterposedSynchronization(new Delivery(rows));
        }
        return rows;
    }

    private final class Delivery implements Synchronization {

        private final List<OutboxRow> rows;

        Delivery(List<OutboxRow> rows) {
            this.rows = rows;
        }

        @Override
        public void beforeCompletion() {
            repository.insert(rows);
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                relay.push(rows);
            }
        }
    }
}
