package io.angelwire.payment.provider.sandbox;

import io.angelwire.payment.provider.Charge;
import io.angelwire.payment.provider.ChargeRequest;
import io.angelwire.payment.provider.PaymentProvider;
import io.angelwire.payment.provider.ProviderRefund;
import io.angelwire.payment.provider.ProviderUnavailableException;
import io.angelwire.payment.provider.RefundRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A provider that moves no money. It behaves as the amount says: {@link SandboxRule} for payments, {@link SandboxRefundRule}
 * for refunds.
 */
@ApplicationScoped
public class SandboxProvider implements PaymentProvider {

    private final SandboxBooks books;
    private final SandboxRefunds refunds;

    SandboxProvider(SandboxBooks books, SandboxRefunds refunds) {
        this.books = books;
        this.refunds = refunds;
    }

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public Charge charge(ChargeRequest request) {
        SandboxRule rule = SandboxRule.of(request.amount());
        if (books.countCall(request.idempotencyKey()) <= rule.unavailableCalls()) {
            throw new ProviderUnavailableException("the amount asks for it");
        }
        if (books.charge(request, rule.ending())) {
            answerLate(rule.answerAfter());
        }
        return books.find(request.idempotencyKey()).orElseThrow().charge();
    }

    @Override
    public Optional<Charge> find(UUID idempotencyKey) {
        return books.find(idempotencyKey).map(booked -> {
            SandboxRule rule = SandboxRule.of(booked.amount());
            if (rule.alwaysLate()) {
                answerLate(rule.answerAfter());
            }
            return booked.charge();
        });
    }

    @Override
    public ProviderRefund refund(RefundRequest request) {
        SandboxRefundRule rule = SandboxRefundRule.of(request.amount());
        if (books.countCall(request.idempotencyKey()) <= rule.unavailableCalls()) {
            throw new ProviderUnavailableException("the amount asks for it");
        }
        refunds.refund(request, rule.ending());
        return refunds.find(request.idempotencyKey())
                .orElseGet(() -> new ProviderRefund(
                        SandboxRefunds.name(request.idempotencyKey()),
                        Charge.Status.DECLINED,
                        "charge_not_refundable"));
    }

    @Override
    public Optional<ProviderRefund> findRefund(UUID idempotencyKey) {
        return refunds.find(idempotencyKey);
    }

    /** A slow answer to a charge that was made: what a caller that dies in between has to cope with. */
    private static void answerLate(Duration after) {
        try {
            Thread.sleep(after.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailableException("given up while waiting for the answer", e);
        }
    }
}
