package io.angelwire.payment.provider;

/**
 * What a provider says of a payment.
 *
 * @param id the provider's name for it
 * @param declineCode why it was declined; null unless it was
 */
public record Charge(String id, Status status, String declineCode) {

    public enum Status {
        /** Taken; how it ends will be known later. */
        PROCESSING,
        SUCCEEDED,
        DECLINED
    }

    public Charge {
        if (id == null || (status == Status.DECLINED) != (declineCode != null)) {
            throw new IllegalArgumentException("a charge has an id, and a decline code exactly if it was declined");
        }
    }

    public static Charge processing(String id) {
        return new Charge(id, Status.PROCESSING, null);
    }

    public static Charge succeeded(String id) {
        return new Charge(id, Status.SUCCEEDED, null);
    }

    public static Charge declined(String id, String code) {
        return new Charge(id, Status.DECLINED, code);
    }
}
