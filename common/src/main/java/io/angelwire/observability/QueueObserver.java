package io.angelwire.observability;

import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.JobObserver;
import io.angelwire.job.redis.LeasedJob;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;

/** Measures a queue's jobs in this process, and makes what happens while one runs findable: by trace, and in the log. */
public final class QueueObserver implements JobObserver {

    private final QueueName queue;
    private final QueueMeters meters;
    private final JobSpans spans;

    QueueObserver(QueueName queue, MeterRegistry registry, JobSpans spans) {
        this.queue = queue;
        this.meters = new QueueMeters(queue.value(), registry);
        this.spans = spans;
    }

    /** One whose spans are collected. */
    public static QueueObserver tracing(QueueName queue, MeterRegistry registry, Tracer tracer) {
        return new QueueObserver(queue, registry, new JobSpans(tracer, true));
    }

    @Override
    public Attempt begins(LeasedJob job, long waitedMillis) {
        QueueMeters.OfName measured =
                meters.of(job.content().isReadable() ? job.content().name() : QueueMeters.OTHER);
        measured.waited(waitedMillis);
        JobSpans.Running span = spans.begin(queue, job);
        JobLogContext.enter(queue, job);
        return (ending, ranNanos) -> {
            measured.ended(ending, ranNanos);
            JobLogContext.leave();
            if (span != null) {
                span.end(ending);
            }
        };
    }

    @Override
    public void heldBack(long nanos) {
        meters.heldBack(nanos);
    }

    @Override
    public void promoted(long lateMillis) {
        meters.promoted(lateMillis);
    }

    @Override
    public void leaseLost() {
        meters.leaseLost();
    }

    @Override
    public void rescued(int jobs) {
        meters.rescued(jobs);
    }

    @Override
    public void deadLetterStored() {
        meters.deadLetterStored();
    }
}
