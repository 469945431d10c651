package io.angelwire.local.client;

import java.util.UUID;

/**
 * An investment as the API shows it.
 *
 * @param status PENDING, PROCESSING, COMPLETED or FAILED; later REFUNDING, REFUNDED, RELEASING or RELEASED
 * @param failureReason null unless it failed
 */
public record Investment(UUID id, String status, String failureReason) {

    public boolean isFinal() {
        return status.equals("COMPLETED") || status.equals("FAILED");
    }
}
