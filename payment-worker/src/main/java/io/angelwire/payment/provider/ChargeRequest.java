package io.angelwire.payment.provider;

import io.angelwire.domain.payment.PaymentMethod;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;

/**
 * A charge to be made.
 *
 * @param idempotencyKey the same in every request for the same payment
 * @param metadata kept with the charge by providers that can; empty for none
 */
public record ChargeRequest(UUID idempotencyKey, Money amount, PaymentMethod method, Map<String, Object> metadata) {}
