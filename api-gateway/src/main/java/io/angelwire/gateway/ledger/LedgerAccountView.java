package io.angelwire.gateway.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.ledger.AccountBalances;
import io.angelwire.domain.ledger.AccountKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account of the books, as admins see it. */
@Schema(name = "LedgerAccount")
@JsonInclude(JsonInclude.Include.NON_NULL)
record LedgerAccountView(
        @Schema(examples = "escrow:investment:0198c0de-0000-7000-8000-000000000001")
        String account,

        @Schema(description = "Absent where the code tells of no known kind")
        AccountKind kind,

        List<Balance> balances,
        Instant createdAt) {

    @Schema(name = "LedgerBalance")
    record Balance(
            String currency,

            @Schema(description = "In major units; more than zero where debits prevail")
            BigDecimal amount,

            @Schema(description = "How many entries have led to it")
            long entries) {}

    static LedgerAccountView of(AccountBalances account) {
        return new LedgerAccountView(
                account.code(),
                AccountKind.of(account.code()).orElse(null),
                account.balances().stream()
                        .map(balance -> new Balance(
                                balance.amount().getCurrencyUnit().getCode(),
                                balance.amount().getAmount(),
                                balance.entries()))
                        .toList(),
                account.createdAt());
    }
}
