package io.angelwire.domain.ledger;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigInteger;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** One line of a journal. */
@Entity
@Immutable
@Table(name = "ledger_entries")
public class LedgerEntry extends PanacheEntityBase {

    @Id
    public UUID id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "journal_id")
    public LedgerJournal journal;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "account_id")
    public LedgerAccount account;

    /** More than zero debits the account, less than zero credits it. */
    @Column(name = "amount_minor")
    public long amountMinor;

    /** ISO 4217 code. */
    public String currency;

    /** Of the account's entries in this currency the how many-th this is; the first is 1. */
    @Column(insertable = false)
    public long number;

    /** What the account's entries in this currency sum to, this one included; minor units. */
    @Column(name = "balance_minor", insertable = false)
    public BigInteger balanceMinor;

    /** The line as it was posted. */
    public Posting posting() {
        return new Posting(new AccountCode(account.code), Money.ofMinor(CurrencyUnit.of(currency), amountMinor));
    }

    /** The account's balance after this entry: more than zero where debits prevail. */
    public BigMoney balance() {
        return LedgerAmounts.money(currency, balanceMinor);
    }
}
