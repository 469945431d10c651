package io.angelwire.gateway.ledger;

import static io.angelwire.gateway.Requests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.domain.ledger.AccountCode;
import io.angelwire.domain.ledger.Ledger;
import io.angelwire.domain.ledger.Posting;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An investment that was paid and released, in a currency of three decimals, and what admins see of it. */
@QuarkusTest
class LedgerResourceTest {

    private static final CurrencyUnit DINAR = CurrencyUnit.of("TND");
    private static final Money AMOUNT = Money.ofMinor(DINAR, 5_001);
    private static final String LEDGER = "/api/admin/ledger/";

    @Inject
    Ledger ledger;

    private final UUID investment = Ids.newId();
    private final AccountCode clearing = AccountCode.providerClearing("p" + investment);
    private final AccountCode escrow = AccountCode.escrow(investment);
    private final AccountCode payable = AccountCode.payable(Ids.newId());
    private final String payment = "payment:" + investment;
    private final String release = "release:" + investment;
    private Person admin;

    @BeforeEach
    void somebodyHasPaid() {
        admin = Investing.person(Role.ADMIN);
        post(payment, Posting.debit(clearing, AMOUNT), Posting.credit(escrow, AMOUNT));
        post(release, Posting.debit(escrow, AMOUNT), Posting.credit(payable, AMOUNT));
    }

    @Test
    void anInvestmentsJournalsTellItsStoryWithTheBalancesThatTheyLedTo() {
        Response answer = get("journals?investmentId=" + investment);
        answer.then()
                .statusCode(200)
                .body("items.key", contains(release, payment))
                .body("items[1].entries.account", contains(escrow.value(), clearing.value()))
                .body("items[1].entries.number", contains(1, 1))
                .body("items[0].entries.number", contains(2, 1))
                .body("nextCursor", nullValue());
        assertThat(answer.asString())
                .contains("\"currency\":\"TND\",\"amount\":-5.001,\"number\":1,\"balance\":-5.001")
                .contains("\"currency\":\"TND\",\"amount\":5.001,\"number\":2,\"balance\":0.000");
        get("journals?account=" + payable).then().body("items.key", contains(release));
        get("journals?account=nobody").then().statusCode(200).body("items", empty());
    }

    @Test
    void journalsArePagedAndFiltered() {
        Response first = get("journals?limit=1&account=" + escrow);
        first.then().body("items.key", contains(release));
        get("journals?limit=1&account=" + escrow + "&cursor=" + first.<String>path("nextCursor"))
                .then()
                .body("items.key", contains(payment))
                .body("nextCursor", nullValue());

        get("journals?account=" + escrow + "&kind=STARTUP").then().body("items", empty());
        get("journals?kind=STARTUP&currency=TND").then().body("items.key", hasItem(release));
        get("journals?kind=PROVIDER&currency=TND").then().body("items.key", hasItem(payment));
        get("journals?account=" + escrow + "&currency=XAF").then().body("items", empty());
        Instant tomorrow = Instant.now().plusSeconds(86_400);
        get("journals?account=" + escrow + "&from=" + tomorrow).then().body("items", empty());
        get("journals?account=" + escrow + "&to=" + tomorrow).then().body("items", hasSize(2));
    }

    @Test
    void accountsHaveTheirBalances() {
        Response startups = get("accounts?kind=STARTUP&currency=TND&limit=100");
        startups.then()
                .statusCode(200)
                .body("items.account", hasItem(payable.value()))
                .body("items.kind", everyItem(equalTo("STARTUP")))
                .body("items.balances.currency.flatten()", everyItem(equalTo("TND")));
        assertThat(startups.asString()).contains("{\"currency\":\"TND\",\"amount\":-5.001,\"entries\":1}");

        Response page = get("accounts?kind=ESCROW&limit=1");
        page.then().body("items", hasSize(1));
        post(
                "test:" + Ids.newId(),
                Posting.debit(clearing, AMOUNT),
                Posting.credit(AccountCode.escrow(Ids.newId()), AMOUNT));
        get("accounts?kind=ESCROW&limit=1&cursor=" + page.<String>path("nextCursor"))
                .then()
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("ESCROW"));
    }

    @Test
    void theBooksAreRight() {
        String cursor = null;
        do {
            Response stretch = get("check" + (cursor == null ? "" : "?cursor=" + cursor));
            stretch.then().statusCode(200).body("differences", empty());
            cursor = stretch.path("nextCursor");
        } while (cursor != null);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        for (String query : List.of(
                "journals?account=%20",
                "journals?account=a&investmentId=" + investment,
                "journals?investmentId=1",
                "journals?kind=escrow",
                "accounts?kind=x",
                "accounts?currency=usd",
                "journals?from=2026-02-02T00:00:00Z&to=2026-02-02T00:00:00Z")) {
            get(query).then().statusCode(400).body("code", equalTo("parameter-invalid"));
        }
        for (String query : List.of("accounts?cursor=x", "journals?cursor=x", "check?cursor=bGVkZ2VyLWNoZWNrIHg")) {
            get(query).then().statusCode(400).body("code", equalTo("page-invalid"));
        }
    }

    private Response get(String query) {
        return as(admin).urlEncodingEnabled(false).get(LEDGER + query);
    }

    private void post(String key, Posting... postings) {
        QuarkusTransaction.requiringNew().run(() -> ledger.post(key, List.of(postings)));
    }
}
