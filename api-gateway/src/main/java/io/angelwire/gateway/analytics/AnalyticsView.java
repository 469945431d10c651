package io.angelwire.gateway.analytics;

import io.angelwire.domain.analytics.AnalyticsTotals.Granularity;
import io.angelwire.domain.analytics.AnalyticsTotals.Total;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.CurrencyUnit;

/** What happened in a range of time. */
@Schema(name = "Analytics")
public record AnalyticsView(Instant from, Instant to, Granularity granularity, List<EventTotals> events) {

    /** One event, over all and by bucket; buckets in which it didn't happen are left out. */
    @Schema(name = "AnalyticsEvent")
    public record EventTotals(String event, long count, List<Amount> amounts, List<Bucket> buckets) {}

    @Schema(name = "AnalyticsBucket")
    public record Bucket(Instant start, long count, List<Amount> amounts) {}

    /** @param amount in major units */
    @Schema(name = "AnalyticsAmount")
    public record Amount(String currency, BigDecimal amount) {}

    /** @param totals by event, then by bucket */
    static AnalyticsView of(Instant from, Instant to, Granularity granularity, List<Total> totals) {
        List<EventTotals> events = grouped(totals, Total::event).entrySet().stream()
                .map(event -> new EventTotals(
                        event.getKey(),
                        count(event.getValue()),
                        amounts(event.getValue()),
                        grouped(event.getValue(), Total::bucket).entrySet().stream()
                                .map(bucket -> new Bucket(
                                        bucket.getKey(), count(bucket.getValue()), amounts(bucket.getValue())))
                                .toList()))
                .toList();
        return new AnalyticsView(from, to, granularity, events);
    }

    private static <K> Map<K, List<Total>> grouped(List<Total> totals, Function<Total, K> key) {
        return totals.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private static long count(List<Total> totals) {
        return totals.stream().mapToLong(Total::events).sum();
    }

    private static List<Amount> amounts(List<Total> totals) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        totals.stream()
                .filter(total -> !total.currency().isEmpty())
                .forEach(total -> sums.merge(total.currency(), total.amountMinor(), BigDecimal::add));
        return sums.entrySet().stream()
                .map(sum -> new Amount(
                        sum.getKey(),
                        sum.getValue()
                                .movePointLeft(CurrencyUnit.of(sum.getKey()).getDecimalPlaces())))
                .toList();
    }
}
