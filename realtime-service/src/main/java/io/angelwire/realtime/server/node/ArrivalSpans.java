package io.angelwire.realtime.server.node;

import io.angelwire.observability.TraceParent;
import io.angelwire.realtime.PublishedEvent;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;

/** Ends a trace where what it has caused reaches people: a span for each node that has members in the event's room. */
public final class ArrivalSpans {

    private final Tracer tracer;

    public ArrivalSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Does nothing for an event without a trace, which is every one while nobody collects traces. */
    public void arrived(PublishedEvent event) {
        if (event.trace() != null) {
            tracer.spanBuilder("deliver " + event.name())
                    .setParent(TraceParent.context(event.trace()))
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute("messaging.system", "angelwire")
                    .setAttribute("messaging.destination.name", event.room().toString())
                    .setAttribute("messaging.message.id", event.id())
                    .startSpan()
                    .end();
        }
    }
}
