package io.angelwire.gateway.investment;

import io.angelwire.domain.money.AmountParser;
import io.angelwire.domain.payment.PaymentMethod;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.Money;

/**
 * What an investor sends.
 *
 * @param amount in major units
 */
public record InvestmentRequest(
        @NotNull @Schema(description = "A published pitch") UUID pitchId,

        @NotNull @Schema(description = "In major units, with at most the currency's decimals", examples = "25000.00")
        BigDecimal amount,

        @NotNull @Schema(description = "ISO 4217 code; the pitch's own", examples = "USD")
        String currency,

        @NotNull PaymentMethod paymentMethod) {

    /** @throws io.angelwire.domain.money.InvalidAmountException if amount and currency make no money */
    Money money() {
        return AmountParser.parse(amount, currency);
    }
}
