package io.angelwire.gateway.ledger;

import io.angelwire.domain.ledger.AccountKind;
import io.angelwire.domain.ledger.LedgerAccounts;
import io.angelwire.domain.ledger.LedgerAudit;
import io.angelwire.domain.ledger.LedgerJournals;
import io.angelwire.gateway.api.ApiDescription;
import io.angelwire.gateway.page.Page;
import io.angelwire.gateway.page.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The books. Nothing here looks at more than some thousand rows, however long they are. */
@Path("/api/admin/ledger")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("admin")
@Tag(name = "Administration")
public class LedgerResource {

    private static final String ACCOUNTS = "ledger-accounts";

    private final LedgerAccounts accounts;
    private final LedgerJournals journals;
    private final LedgerAudit audit;

    LedgerResource(LedgerAccounts accounts, LedgerJournals journals, LedgerAudit audit) {
        this.accounts = accounts;
        this.journals = journals;
        this.audit = audit;
    }

    @GET
    @Path("/accounts")
    @Operation(
            summary = "The accounts of the ledger with their balances",
            description = "In the order of their codes. With `currency`, a page may have fewer accounts than there are:"
                    + " go on while it has a `nextCursor`.")
    @APIResponse(responseCode = "200", description = "A page of them")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    public Page<LedgerAccountView> accounts(
            @QueryParam("kind")
                    @Parameter(
                            description = "Accounts of this kind alone",
                            schema = @Schema(implementation = AccountKind.class))
                    String kind,
            @QueryParam("currency")
                    @Parameter(
                            description = "Balances in this currency, of the accounts that have one",
                            schema = @Schema(type = SchemaType.STRING, pattern = "[A-Z]{3}"))
                    String currency,
            @BeanParam PageRequest page) {
        LedgerAccounts.Found found = accounts.list(
                LedgerParameters.kind(kind), LedgerParameters.currency(currency), page.after(ACCOUNTS), page.limit());
        return Page.opaque(found.accounts().stream().map(LedgerAccountView::of).toList(), ACCOUNTS, found.next());
    }

    @GET
    @Path("/journals")
    @Operation(
            summary = "What was written into the ledger",
            description = "Newest first; all of it, or what concerns an account, an investment, a kind of accounts, a"
                    + " currency or a time. With `kind` or `currency`, a page may have fewer journals than there are:"
                    + " go on while it has a `nextCursor`.")
    @APIResponse(responseCode = "200", description = "A page of journals, each with all its entries")
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    public Page<LedgerJournalView> journals(@BeanParam LedgerParameters wanted, @BeanParam PageRequest page) {
        return Page.of(journals.list(wanted.filter(), page.after(), page.limit()), LedgerJournalView::of);
    }

    @GET
    @Path("/check")
    @Operation(
            summary = "Compare the balances with the entries that have led to them",
            description = "A stretch of up to 5,000 entries for each request; all of the books have been checked when"
                    + " `nextCursor` is null. What is written meanwhile does no harm.")
    @APIResponse(
            responseCode = "200",
            description = "What was found; no differences if all is well",
            content = @Content(schema = @Schema(implementation = LedgerCheckView.class)))
    @APIResponse(responseCode = "400", ref = ApiDescription.BAD_REQUEST)
    @APIResponse(responseCode = "403", ref = ApiDescription.FORBIDDEN)
    public LedgerCheckView check(
            @QueryParam("cursor")
                    @Parameter(
                            description = "The `nextCursor` of the stretch before; the beginning without it",
                            schema = @Schema(type = SchemaType.STRING, maxLength = 400))
                    String cursor) {
        return LedgerCheckView.of(audit.check(LedgerCheckView.place(cursor)));
    }
}
