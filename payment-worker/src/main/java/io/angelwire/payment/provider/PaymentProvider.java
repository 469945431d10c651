package io.angelwire.payment.provider;

import java.util.Optional;
import java.util.UUID;

/** Somebody who takes payments. Called on a thread that may block, never inside a transaction. */
public interface PaymentProvider {

    /** Short and lasting: payments and ledger accounts carry it. */
    String name();

    /**
     * Asks for a charge. Asked again with the same idempotency key, the provider answers with the same charge.
     *
     * @throws ProviderUnavailableException if there was no answer; whether a charge was made is unknown
     */
    Charge charge(ChargeRequest request);

    /**
     * The charge as it stands now.
     *
     * @return empty if the provider never took a request with this key
     * @throws ProviderUnavailableException if there was no answer
     */
    Optional<Charge> find(UUID idempotencyKey);
}
