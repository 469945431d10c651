package io.angelwire.domain.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.money.AmountParser;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;

/**
 * The payload of {@code process_payment} on the queue {@code payments}.
 *
 * @param amount in major units, with at most the currency's decimals
 * @param currency ISO 4217 code
 * @param metadata handed to the payment provider; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentJobData(
        @NotNull UUID investmentId,

        @NotNull @Positive @Digits(integer = 13, fraction = 4)
        BigDecimal amount,

        @NotNull @Pattern(regexp = "[A-Z]{3}") String currency,
        @NotNull PaymentMethod paymentMethod,
        Map<String, Object> metadata)
        implements PaymentJob {

    public static final String JOB_NAME = "process_payment";

    /** @throws io.angelwire.domain.money.InvalidAmountException if amount and currency make no money */
    public Money money() {
        return AmountParser.parse(amount, currency);
    }
}
