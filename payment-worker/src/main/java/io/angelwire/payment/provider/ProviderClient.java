package io.angelwire.payment.provider;

import io.angelwire.domain.payment.Payment;
import io.angelwire.domain.payment.Refund;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * The provider with limits to its patience: no call outlasts 15 s, and when half of the last twenty calls went
 * unanswered, none is made for 5 s. A declined payment is an answer, so no customer's cards open the circuit for others.
 */
@ApplicationScoped
public class ProviderClient {

    private final PaymentProvider provider;

    ProviderClient(PaymentProvider provider) {
        this.provider = provider;
    }

    public String name() {
        return provider.name();
    }

    /** @see PaymentProvider#charge */
    @Timeout(value = 15, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(
            requestVolumeThreshold = 20,
            failureRatio = 0.5,
            delay = 5000,
            failOn = {ProviderUnavailableException.class, TimeoutException.class})
    @CircuitBreakerName("payment-provider-charge")
    public Charge charge(Payment payment, Map<String, Object> metadata) {
        return provider.charge(new ChargeRequest(
                payment.id, payment.amount(), payment.paymentMethod, metadata == null ? Map.of() : metadata));
    }

    /** @see PaymentProvider#find */
    @Timeout(value = 15, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(
            requestVolumeThreshold = 20,
            failureRatio = 0.5,
            delay = 5000,
            failOn = {ProviderUnavailableException.class, TimeoutException.class})
    @CircuitBreakerName("payment-provider-find")
    public Optional<Charge> find(UUID idempotencyKey) {
        return provider.find(idempotencyKey);
    }

    /** @see PaymentProvider#refund */
    @Timeout(value = 15, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(
            requestVolumeThreshold = 20,
            failureRatio = 0.5,
            delay = 5000,
            failOn = {ProviderUnavailableException.class, TimeoutException.class})
    @CircuitBreakerName("payment-provider-refund")
    public ProviderRefund refund(Refund refund, Payment payment) {
        return provider.refund(new RefundRequest(refund.id, payment.providerChargeId, refund.amount()));
    }

    /** @see PaymentProvider#findRefund */
    @Timeout(value = 15, unit = ChronoUnit.SECONDS)
    @CircuitBreaker(
            requestVolumeThreshold = 20,
            failureRatio = 0.5,
            delay = 5000,
            failOn = {ProviderUnavailableException.class, TimeoutException.class})
    @CircuitBreakerName("payment-provider-find-refund")
    public Optional<ProviderRefund> findRefund(UUID idempotencyKey) {
        return provider.findRefund(idempotencyKey);
    }
}
