package io.angelwire.payment.provider;

import java.util.UUID;
import org.joda.money.Money;

/**
 * A charge to be given back.
 *
 * @param idempotencyKey the same in every request for the same refund
 * @param chargeId the provider's name for the charge
 * @param amount all of it
 */
public record RefundRequest(UUID idempotencyKey, String chargeId, Money amount) {}
