package io.angelwire.payment.provider;

import java.util.Optional;
import java.util.UUID;

/** Somebody who takes payments and gives them back. Called on a thread that may block, never inside a transaction. */
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

    /**
     * Asks for a charge to be given back. Asked again with the same idempotency key, the provider answers with the same
     * refund; with another, it declines to give back what it has given back.
     *
     * @throws ProviderUnavailableException if there was no answer; whether a refund was made is unknown
     */
    ProviderRefund refund(RefundRequest request);

    /**
     * The refund as it stands now.
     *
     * @return empty if the provider never took a request with this key
     * @throws ProviderUnavailableException if there was no answer
     */
    Optional<ProviderRefund> findRefund(UUID idempotencyKey);
}
