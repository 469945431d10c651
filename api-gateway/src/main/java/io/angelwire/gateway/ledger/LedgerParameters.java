package io.angelwire.gateway.ledger;

import io.angelwire.domain.ledger.AccountCode;
import io.angelwire.domain.ledger.AccountKind;
import io.angelwire.domain.ledger.LedgerFilter;
import io.angelwire.gateway.http.QueryParameters;
import io.angelwire.gateway.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which journals an admin wants to see; a {@code @BeanParam}. */
public class LedgerParameters {

    private static final Pattern ACCOUNT_SYNTAX = Pattern.compile("[\\x21-\\x7d]{1,100}");
    private static final Pattern CURRENCY_SYNTAX = Pattern.compile("[A-Z]{3}");

    @Parameter(
            name = "account",
            in = ParameterIn.QUERY,
            description = "With an entry in the account of this code",
            schema = @Schema(type = SchemaType.STRING, maxLength = 100))
    @QueryParam("account")
    String account;

    @Parameter(
            name = "investmentId",
            in = ParameterIn.QUERY,
            description = "With an entry in this investment's escrow account; instead of `account`",
            schema = @Schema(implementation = UUID.class))
    @QueryParam("investmentId")
    String investmentId;

    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            description = "With an entry in an account of this kind",
            schema = @Schema(implementation = AccountKind.class))
    @QueryParam("kind")
    String kind;

    @Parameter(
            name = "currency",
            in = ParameterIn.QUERY,
            description = "With an entry in this currency",
            schema = @Schema(type = SchemaType.STRING, pattern = "[A-Z]{3}"))
    @QueryParam("currency")
    String currency;

    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "Written at this time or later",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @QueryParam("from")
    String from;

    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "Written before this time",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @QueryParam("to")
    String to;

    /** @throws ProblemException if a parameter makes no sense, by itself or with another */
    LedgerFilter filter() {
        String code = QueryParameters.matching("account", account, ACCOUNT_SYNTAX, "the code of an account");
        UUID investment = QueryParameters.uuid("investmentId", investmentId);
        if (code != null && investment != null) {
            throw QueryParameters.invalid("investmentId", "sent instead of account, not with it");
        }
        Instant begin = QueryParameters.time("from", from);
        Instant end = QueryParameters.time("to", to);
        if (begin != null && end != null && !begin.isBefore(end)) {
            throw QueryParameters.invalid("from", "before to");
        }
        return new LedgerFilter(account(code, investment), kind(kind), currency(currency), begin, end);
    }

    private static AccountCode account(String code, UUID investment) {
        if (investment != null) {
            return AccountCode.escrow(investment);
        }
        return code == null ? null : new AccountCode(code);
    }

    static AccountKind kind(String text) {
        return QueryParameters.oneOf("kind", text, AccountKind.class);
    }

    static String currency(String text) {
        return QueryParameters.matching("currency", text, CURRENCY_SYNTAX, "the code of a currency, USD for instance");
    }
}
