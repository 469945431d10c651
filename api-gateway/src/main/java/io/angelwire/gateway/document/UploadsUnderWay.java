package io.angelwire.gateway.document;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Counts the uploads that this instance is receiving, by user. */
@ApplicationScoped
class UploadsUnderWay {

    enum Entry {
        LET_IN,
        USER_HAS_TOO_MANY,
        FULL
    }

    private final int maxPerUser;
    private final int maxAtOnce;
    private final Map<UUID, Integer> byUser = new HashMap<>();
    private int all;

    UploadsUnderWay(UploadLimitConfig config) {
        maxPerUser = config.maxPerUser();
        maxAtOnce = config.maxAtOnce();
        if (maxPerUser < 1 || maxAtOnce < maxPerUser) {
            throw new IllegalArgumentException("angelwire.uploads.max-at-once must not be less than"
                    + " angelwire.uploads.max-per-user, which is 1 or more: " + maxAtOnce + ", " + maxPerUser);
        }
    }

    /** Who was let in has to {@link #leave} once. */
    synchronized Entry enter(UUID user) {
        if (byUser.getOrDefault(user, 0) >= maxPerUser) {
            return Entry.USER_HAS_TOO_MANY;
        }
        if (all >= maxAtOnce) {
            return Entry.FULL;
        }
        byUser.merge(user, 1, Integer::sum);
        all++;
        return Entry.LET_IN;
    }

    synchronized void leave(UUID user) {
        byUser.computeIfPresent(user, (id, uploads) -> uploads == 1 ? null : uploads - 1);
        all--;
    }

    synchronized int count() {
        return all;
    }
}
