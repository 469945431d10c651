package io.angelwire.observability;

import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.JobObserver.Ending;
import io.angelwire.job.redis.LeasedJob;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Locale;

/**
 * Makes each attempt of a job a span in the trace of what caused the job; what its handler tells the outbox belongs to the
 * same trace then. Why an attempt failed is not in the span: a reason may quote what people wrote.
 */
final class JobSpans {

    private final Tracer tracer;
    private final boolean tracing;

    /** @param tracing false: nobody collects spans, so only traces that came along are passed on */
    JobSpans(Tracer tracer, boolean tracing) {
        this.tracer = tracer;
        this.tracing = tracing;
    }

    /** An attempt's span, which is current until it ends. */
    record Running(Span span, Scope scope) {

        void end(Ending ending) {
            span.setAttribute("angelwire.job.outcome", ending.name().toLowerCase(Locale.ROOT));
            if (ending == Ending.RETRIED || ending == Ending.FAILED) {
                span.setStatus(StatusCode.ERROR);
            }
            scope.close();
            span.end();
        }
    }

    /** @return null if there is nothing to trace */
    Running begin(QueueName queue, LeasedJob job) {
        String trace = job.content().trace();
        if (!tracing && trace == null) {
            return null;
        }
        Context parent = TraceParent.context(trace);
        Span span = tracer.spanBuilder("process " + job.content().name())
                .setParent(parent)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "angelwire")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", queue.value())
                .setAttribute("messaging.message.id", job.id())
                .setAttribute("angelwire.job.name", job.content().name())
                .setAttribute("angelwire.job.attempt", job.content().attemptsMade() + 1L)
                .startSpan();
        return new Running(span, parent.with(span).makeCurrent());
    }
}
