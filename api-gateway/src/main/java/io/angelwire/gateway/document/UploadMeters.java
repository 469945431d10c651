package io.angelwire.gateway.document;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What becomes of the uploads that this instance is sent. */
@ApplicationScoped
class UploadMeters {

    /** Why an upload was refused. */
    enum Refusal {
        /** Its user has too many under way. */
        TOO_MANY,
        /** This instance has too many under way. */
        FULL,
        /** The file is empty, too large, or of no type that is accepted. */
        NOT_ACCEPTED
    }

    private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
    private final DistributionSummary stored;
    private final MeterRegistry registry;

    UploadMeters(MeterRegistry registry) {
        this.registry = registry;
        for (Refusal reason : Refusal.values()) {
            refused.put(
                    reason,
                    Counter.builder("angelwire.uploads.refused")
                            .description("Uploads that were refused, by reason")
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        stored = DistributionSummary.builder("angelwire.uploads.stored")
                .description("Files that were stored")
                .baseUnit("bytes")
                .register(registry);
    }

    /** At once, so that a dashboard has zeros before the first upload. */
    void register(@Observes StartupEvent started, UploadsUnderWay underWay) {
        Gauge.builder("angelwire.uploads.active", underWay, UploadsUnderWay::count)
                .description("Uploads that this instance is receiving")
                .strongReference(true)
                .register(registry);
    }

    void refused(Refusal reason) {
        refused.get(reason).increment();
    }

    /** @param bytes of the file */
    void stored(long bytes) {
        stored.record(bytes);
    }
}
