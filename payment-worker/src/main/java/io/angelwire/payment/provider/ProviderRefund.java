package io.angelwire.payment.provider;

/**
 * What a provider says of a refund.
 *
 * @param id the provider's name for it
 * @param declineCode why it was declined; null unless it was
 */
public record ProviderRefund(String id, Charge.Status status, String declineCode) {

    public ProviderRefund {
        if (id == null || (status == Charge.Status.DECLINED) != (declineCode != null)) {
            throw new IllegalArgumentException("a refund has an id, and a decline code exactly if it was declined");
        }
    }
}
