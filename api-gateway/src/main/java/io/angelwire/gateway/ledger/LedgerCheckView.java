package io.angelwire.gateway.ledger;

import io.angelwire.domain.ledger.LedgerAudit.Difference;
import io.angelwire.domain.ledger.LedgerAudit.Place;
import io.angelwire.domain.ledger.LedgerAudit.Stretch;
import io.angelwire.gateway.page.OpaqueCursor;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of comparing a stretch of the books with the balances. */
@Schema(name = "LedgerCheck")
record LedgerCheckView(
        @Schema(description = "How many entries were looked at")
        int looked,

        @Schema(description = "What isn't as it should be; empty if all is well")
        List<DifferenceView> differences,

        @Schema(description = "Send it as `cursor` to check what follows; null at the end", nullable = true)
        String nextCursor) {

    private static final String LIST = "ledger-check";
    private static final Pattern PLACE =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) ([A-Z]{3}) ([1-9][0-9]{0,17})");

    @Schema(name = "LedgerDifference")
    record DifferenceView(
            String account,
            String currency,

            @Schema(description = "The number of the entry; 0 for the account's balance")
            long entry,

            String detail) {

        static DifferenceView of(Difference difference) {
            return new DifferenceView(
                    difference.account(), difference.currency(), difference.entry(), difference.what());
        }
    }

    static LedgerCheckView of(Stretch stretch) {
        Place next = stretch.next();
        return new LedgerCheckView(
                stretch.looked(),
                stretch.differences().stream().map(DifferenceView::of).toList(),
                OpaqueCursor.write(
                        LIST, next == null ? "" : next.account() + " " + next.currency() + " " + next.number()));
    }

    /** @param cursor null to begin */
    static Place place(String cursor) {
        if (cursor == null) {
            return Place.BEGIN;
        }
        Matcher place = PLACE.matcher(OpaqueCursor.read(LIST, cursor));
        if (!place.matches()) {
            throw OpaqueCursor.invalid();
        }
        return new Place(UUID.fromString(place.group(1)), place.group(2), Long.parseLong(place.group(3)));
    }
}
