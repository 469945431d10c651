package io.angelwire.gateway.ledger;

import io.angelwire.domain.ledger.LedgerEntry;
import io.angelwire.domain.ledger.LedgerJournal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One movement of money. */
@Schema(name = "LedgerJournal")
record LedgerJournalView(
        UUID id,

        @Schema(description = "What it records", examples = "payment:0198c0de-0000-7000-8000-000000000001")
        String key,

        @Schema(description = "They sum to zero in each currency")
        List<Entry> entries,

        Instant createdAt) {

    @Schema(name = "LedgerEntry")
    record Entry(
            String account,
            String currency,

            @Schema(description = "In major units; more than zero debits the account, less than zero credits it")
            BigDecimal amount,

            @Schema(description = "Which of the account's entries in this currency it is; the first is 1")
            long number,

            @Schema(description = "The account's balance after it, in major units")
            BigDecimal balance) {

        static Entry of(LedgerEntry entry) {
            return new Entry(
                    entry.account.code,
                    entry.currency,
                    entry.posting().amount().getAmount(),
                    entry.number,
                    entry.balance().getAmount());
        }
    }

    static LedgerJournalView of(LedgerJournal journal) {
        return new LedgerJournalView(
                journal.id, journal.key, journal.entries.stream().map(Entry::of).toList(), journal.createdAt);
    }
}
