package io.angelwire.payment;

import io.angelwire.payment.provider.Charge;
import io.angelwire.payment.provider.ChargeRequest;
import io.angelwire.payment.provider.PaymentProvider;
import io.angelwire.payment.provider.ProviderRefund;
import io.angelwire.payment.provider.RefundRequest;
import io.angelwire.payment.provider.sandbox.SandboxProvider;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The sandbox, and a caller that dies where a test wants it to. */
@Alternative
@Priority(1)
@Singleton
class FaultyProvider implements PaymentProvider {

    enum Death {
        BEFORE_THE_CHARGE,
        AFTER_THE_CHARGE,
        BEFORE_ASKING,
        AFTER_ASKING,
        BEFORE_THE_REFUND,
        AFTER_THE_REFUND,
        BEFORE_ASKING_FOR_THE_REFUND,
        AFTER_ASKING_FOR_THE_REFUND
    }

    private final SandboxProvider sandbox;
    private volatile Death death;

    FaultyProvider(SandboxProvider sandbox) {
        this.sandbox = sandbox;
    }

    /** Once. */
    void dieAt(Death point) {
        death = point;
    }

    @Override
    public String name() {
        return sandbox.name();
    }

    @Override
    public Charge charge(ChargeRequest request) {
        dieIfAt(Death.BEFORE_THE_CHARGE);
        Charge charge = sandbox.charge(request);
        dieIfAt(Death.AFTER_THE_CHARGE);
        return charge;
    }

    @Override
    public Optional<Charge> find(UUID idempotencyKey) {
        dieIfAt(Death.BEFORE_ASKING);
        Optional<Charge> charge = sandbox.find(idempotencyKey);
        dieIfAt(Death.AFTER_ASKING);
        return charge;
    }

    @Override
    public ProviderRefund refund(RefundRequest request) {
        dieIfAt(Death.BEFORE_THE_REFUND);
        ProviderRefund refund = sandbox.refund(request);
        dieIfAt(Death.AFTER_THE_REFUND);
        return refund;
    }

    @Override
    public Optional<ProviderRefund> findRefund(UUID idempotencyKey) {
        dieIfAt(Death.BEFORE_ASKING_FOR_THE_REFUND);
        Optional<ProviderRefund> refund = sandbox.findRefund(idempotencyKey);
        dieIfAt(Death.AFTER_ASKING_FOR_THE_REFUND);
        return refund;
    }

    private void dieIfAt(Death point) {
        if (death == point) {
            death = null;
            throw new SimulatedDeath();
        }
    }
}
