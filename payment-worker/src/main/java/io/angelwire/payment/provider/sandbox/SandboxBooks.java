package io.angelwire.payment.provider.sandbox;

import io.angelwire.payment.provider.Charge;
import io.angelwire.payment.provider.ChargeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** What the sandbox remembers. It stands for the outside world, so nothing here takes part in a caller's transaction. */
@ApplicationScoped
class SandboxBooks {

    private static final String COUNT = """
            insert into sandbox_calls as c (idempotency_key, calls) values (:key, 1)
            on conflict (idempotency_key) do update set calls = c.calls + 1
            returning calls
            """;

    private static final String CHARGE = """
            insert into sandbox_charges
                (idempotency_key, charge_id, amount_minor, currency, payment_method, status, settles_at)
            values (:key, :chargeId, :amount, :currency, :method, :status,
                    case when :status = 'PROCESSING' then now() + :settleMillis * interval '1 millisecond' end)
            on conflict (idempotency_key) do nothing
            """;

    private static final String SETTLE = """
            update sandbox_charges set status = 'SUCCEEDED'
            where idempotency_key = :key and status = 'PROCESSING' and settles_at <= now()
            """;

    private static final String FIND =
            "select charge_id, status, amount_minor, currency from sandbox_charges where idempotency_key = :key";

    private final EntityManager entities;
    private final SandboxConfig config;

    record BookedCharge(Charge charge, Money amount) {}

    SandboxBooks(EntityManager entities, SandboxConfig config) {
        this.entities = entities;
        this.config = config;
    }

    /** @return how often this payment was asked for, with this call */
    @Transactional(TxType.REQUIRES_NEW)
    int countCall(UUID key) {
        return ((Number) entities.createNativeQuery(COUNT)
                        .setParameter("key", key)
                        .getSingleResult())
                .intValue();
    }

    /** @return whether the charge is new; false where the key was charged before */
    @Transactional(TxType.REQUIRES_NEW)
    boolean charge(ChargeRequest request, SandboxRule.Ending ending) {
        Charge.Status status = switch (ending) {
            case SUCCEEDS -> Charge.Status.SUCCEEDED;
            case SETTLES_LATER -> Charge.Status.PROCESSING;
            case DECLINED -> Charge.Status.DECLINED;
        };
        int inserted = entities.createNativeQuery(CHARGE)
                .setParameter("key", request.idempotencyKey())
                .setParameter("chargeId", "sandbox_" + request.idempotencyKey())
                .setParameter("amount", request.amount().getAmountMinorLong())
                .setParameter("currency", request.amount().getCurrencyUnit().getCode())
                .setParameter("method", request.method().name())
                .setParameter("status", status.name())
                .setParameter("settleMillis", config.settleAfter().toMillis())
                .executeUpdate();
        return inserted == 1;
    }

    @Transactional(TxType.REQUIRES_NEW)
    Optional<BookedCharge> find(UUID key) {
        entities.createNativeQuery(SETTLE).setParameter("key", key).executeUpdate();
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entities.createNativeQuery(FIND, Tuple.class)
                .setParameter("key", key)
                .getResultList();
        return rows.stream().findFirst().map(row -> new BookedCharge(charge(row), amount(row)));
    }

    private static Money amount(Tuple row) {
        return Money.ofMinor(CurrencyUnit.of(row.get("currency", String.class)), row.get("amount_minor", Long.class));
    }

    private static Charge charge(Tuple row) {
        String id = row.get("charge_id", String.class);
        return switch (Charge.Status.valueOf(row.get("status", String.class))) {
            case PROCESSING -> Charge.processing(id);
            case SUCCEEDED -> Charge.succeeded(id);
            case DECLINED -> Charge.declined(id, "insufficient_funds");
        };
    }
}
