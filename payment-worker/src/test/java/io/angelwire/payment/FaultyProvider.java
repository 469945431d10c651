package io.angelwire.payment;

import io.angelwire.payment.provider.Charge;
import io.angelwire.payment.provider.ChargeRequest;
import io.angelwire.payment.provider.PaymentProvider;
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
        AFTER_ASKING
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

    private void dieIfAt(Death point) {
        if (death == point) {
            death = null;
            throw new SimulatedDeath();
        }
    }
}
