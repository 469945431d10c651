package io.angelwire.domain.payment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Money that a provider is to move, or has moved. */
@MappedSuperclass
public abstract class ProviderTransfer extends PanacheEntityBase {

    /** Also the idempotency key at the provider: however often it is asked, it moves the money once. */
    @Id
    public UUID id;

    @Column(name = "investment_id")
    public UUID investmentId;

    @Column(name = "amount_minor")
    public long amountMinor;

    /** ISO 4217 code. */
    public String currency;

    /** Changed by {@link #end} alone. */
    @Enumerated(EnumType.STRING)
    public PaymentStatus status;

    /** Why it failed, {@code insufficient_funds} for instance; null unless {@link PaymentStatus#FAILED}. */
    @Column(name = "failure_code")
    public String failureCode;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    /** When it became final; null before. */
    @Column(name = "processed_at")
    public Instant processedAt;

    public Money amount() {
        return Money.ofMinor(CurrencyUnit.of(currency), amountMinor);
    }

    /** @throws IllegalStateException if it is final already */
    void end(PaymentStatus target, String code) {
        if (status.isFinal()) {
            throw new IllegalStateException(
                    getClass().getSimpleName() + " " + id + " is " + status + " and can't become " + target);
        }
        status = target;
        failureCode = code;
        processedAt = now();
        updatedAt = processedAt;
    }

    /** Milliseconds: what JSON, Postgres and Java all keep. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
