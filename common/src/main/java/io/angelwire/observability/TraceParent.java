package io.angelwire.observability;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;

/** A place in a trace as one text, the {@code traceparent} of the W3C, which jobs and events carry along. */
public final class TraceParent {

    private static final String FIELD = "traceparent";

    private static final TextMapGetter<String> ITSELF = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String text) {
            return List.of(FIELD);
        }

        @Override
        public String get(String text, String key) {
            return key.equals(FIELD) ? text : null;
        }
    };

    private TraceParent() {}

    /** Of the span that is current; null if none is. */
    public static String current() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : null;
    }

    /**
     * The context in which what comes of it belongs: a new one if there is none or it can't be read.
     *
     * @param text null for none
     */
    public static Context context(String text) {
        return text == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), text, ITSELF);
    }
}
