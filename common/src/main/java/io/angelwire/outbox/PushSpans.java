package io.angelwire.outbox;

import io.angelwire.observability.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A push as a span in each trace that told something of what is pushed: rows of many transactions go to Redis together,
 * and each has waited for it.
 */
final class PushSpans implements AutoCloseable {

    private final List<Span> spans;
    private boolean pushed;

    private PushSpans(List<Span> spans) {
        this.spans = spans;
    }

    static PushSpans begin(List<OutboxRow> rows, Tracer tracer) {
        Map<String, Integer> rowsByTrace = new LinkedHashMap<>();
        for (OutboxRow row : rows) {
            if (row.trace() != null) {
                rowsByTrace.merge(row.trace(), 1, Integer::sum);
            }
        }
        List<Span> spans = new ArrayList<>(rowsByTrace.size());
        rowsByTrace.forEach((trace, count) -> spans.add(tracer.spanBuilder("push outbox")
                .setParent(TraceParent.context(trace))
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.system", "angelwire")
                .setAttribute("messaging.batch.message_count", count)
                .startSpan()));
        return new PushSpans(spans);
    }

    void pushed() {
        pushed = true;
    }

    @Override
    public void close() {
        for (Span span : spans) {
            if (!pushed) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }
}
