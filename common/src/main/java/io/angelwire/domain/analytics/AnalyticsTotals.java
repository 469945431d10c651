package io.angelwire.domain.analytics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Reads how often things happened, and for how much. */
@ApplicationScoped
public class AnalyticsTotals {

    /** Totals at most. */
    public static final int MOST = 10_000;

    private static final String FIND = """
            select event, bucket, currency, events, amount_minor from analytics_totals
            where granularity = :granularity and bucket >= :from and bucket < :to
              and (cast(:event as text) is null or event = :event)
            order by event, bucket, currency
            limit :most
            """;

    /** The length of a bucket. */
    public enum Granularity {
        HOUR,
        DAY
    }

    /**
     * @param bucket when it begins
     * @param currency empty for what has no amount
     * @param amountMinor in the currency's minor units
     */
    public record Total(String event, Instant bucket, String currency, long events, BigDecimal amountMinor) {}

    private final EntityManager database;

    AnalyticsTotals(EntityManager database) {
        this.database = database;
    }

    /**
     * By event, bucket and currency.
     *
     * @param from the first bucket begins then or later
     * @param to the last begins earlier
     * @param event null for all
     * @return one more than {@value #MOST} if there are more than that
     */
    @Transactional
    public List<Total> find(Granularity granularity, Instant from, Instant to, String event) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = database.createNativeQuery(FIND, Tuple.class)
                .setParameter("granularity", granularity.name())
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("event", event)
                .setParameter("most", MOST + 1)
                .getResultList();
        return rows.stream()
                .map(row -> new Total(
                        row.get("event", String.class),
                        row.get("bucket", Instant.class),
                        row.get("currency", String.class),
                        row.get("events", Long.class),
                        row.get("amount_minor", BigDecimal.class)))
                .toList();
    }
}
