package io.angelwire.domain.analytics;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.money.AmountParser;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Something that happened.
 *
 * @param event what, {@code investment:created} for instance
 * @param actorId who did it; null for nobody, or unknown
 * @param subjectId what it was done to
 * @param amountMinor in the currency's minor units; null if it isn't about money
 * @param currency ISO 4217 code; null if it isn't about money
 * @param properties for a closer look at single events, without personal data; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrackedEvent(
        @NotNull @Pattern(regexp = "[a-z][a-z0-9_:.-]{0,59}")
        String event,

        UUID actorId,
        @NotNull UUID subjectId,
        @NotNull Instant occurredAt,
        Long amountMinor,
        @Pattern(regexp = "[A-Z]{3}") String currency,
        @Size(max = 20) Map<String, Object> properties)
        implements AnalyticsJob {

    public static final String JOB_NAME = "track";

    /** Within what the database can compare with. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * @throws IllegalArgumentException if it can't be counted
     * @throws io.angelwire.domain.money.InvalidAmountException if its amount is in no known currency
     */
    public void requireMeaning() {
        if (occurredAt.isBefore(Instant.EPOCH) || occurredAt.isAfter(LATEST)) {
            throw new IllegalArgumentException("occurredAt must lie between 1970 and 9999");
        }
        if ((amountMinor == null) != (currency == null)) {
            throw new IllegalArgumentException("an amount must come with its currency, and a currency with an amount");
        }
        if (currency != null) {
            AmountParser.currency(currency);
        }
    }
}
