package io.angelwire.observability;

import io.angelwire.job.QueueName;
import io.angelwire.job.redis.LeasedJob;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import org.jboss.logging.MDC;

/** What every line says that is logged while a job runs, on its thread: ids, never what the job carries. */
final class JobLogContext {

    private static final String QUEUE = "queue";
    private static final String JOB = "jobId";

    /** As the OpenTelemetry extension calls it in requests. */
    private static final String TRACE = "traceId";

    private JobLogContext() {}

    static void enter(QueueName queue, LeasedJob job) {
        MDC.put(QUEUE, queue.value());
        MDC.put(JOB, job.id());
        SpanContext trace = Span.current().getSpanContext();
        if (trace.isValid()) {
            MDC.put(TRACE, trace.getTraceId());
        }
    }

    static void leave() {
        MDC.remove(QUEUE);
        MDC.remove(JOB);
        MDC.remove(TRACE);
    }
}
