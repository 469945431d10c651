package io.angelwire.payment.provider.sandbox;

import io.angelwire.payment.provider.Charge;
import io.angelwire.payment.provider.ProviderRefund;
import io.angelwire.payment.provider.RefundRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the sandbox remembers of refunds; like {@link SandboxBooks} it takes no part in a caller's transaction. */
@ApplicationScoped
class SandboxRefunds {

    /** Whatever is in the way, the same key or another refund of the charge, nothing is given back twice. */
    private static final String REFUND = """
            insert into sandbox_refunds (idempotency_key, refund_id, charge_id, amount_minor, currency, status, settles_at)
            select :key, :refundId, charge_id, amount_minor, currency, :status,
                   case when :status = 'PROCESSING' then now() + :settleMillis * interval '1 millisecond' end
            from sandbox_charges
            where charge_id = :chargeId and status = 'SUCCEEDED' and amount_minor = :amount and currency = :currency
            on conflict do nothing
            """;

    private static final String SETTLE = """
            update sandbox_refunds set status = 'SUCCEEDED'
            where idempotency_key = :key and status = 'PROCESSING' and settles_at <= now()
            """;

    private static final String FIND = "select refund_id, status from sandbox_refunds where idempotency_key = :key";

    private final EntityManager entities;
    private final SandboxConfig config;

    SandboxRefunds(EntityManager entities, SandboxConfig config) {
        this.entities = entities;
        this.config = config;
    }

    /** Does nothing where the charge isn't there, or is refunded already. */
    @Transactional(TxType.REQUIRES_NEW)
    void refund(RefundRequest request, SandboxRule.Ending ending) {
        Charge.Status status = switch (ending) {
            case SUCCEEDS -> Charge.Status.SUCCEEDED;
            case SETTLES_LATER -> Charge.Status.PROCESSING;
            case DECLINED -> Charge.Status.DECLINED;
        };
        entities.createNativeQuery(REFUND)
                .setParameter("key", request.idempotencyKey())
                .setParameter("refundId", name(request.idempotencyKey()))
                .setParameter("chargeId", request.chargeId())
                .setParameter("amount", request.amount().getAmountMinorLong())
                .setParameter("currency", request.amount().getCurrencyUnit().getCode())
                .setParameter("status", status.name())
                .setParameter("settleMillis", config.settleAfter().toMillis())
                .executeUpdate();
    }

    static String name(UUID key) {
        return "sandbox_refund_" + key;
    }

    @Transactional(TxType.REQUIRES_NEW)
    Optional<ProviderRefund> find(UUID key) {
        entities.createNativeQuery(SETTLE).setParameter("key", key).executeUpdate();
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entities.createNativeQuery(FIND, Tuple.class)
                .setParameter("key", key)
                .getResultList();
        return rows.stream().findFirst().map(SandboxRefunds::refund);
    }

    private static ProviderRefund refund(Tuple row) {
        Charge.Status status = Charge.Status.valueOf(row.get("status", String.class));
        return new ProviderRefund(
                row.get("refund_id", String.class),
                status,
                status == Charge.Status.DECLINED ? "refund_not_allowed" : null);
    }
}
