package io.angelwire.gateway.idempotency;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lets a client repeat a request without repeating its effect. The key's row is inserted first, in the transaction of
 * the effect: a concurrent request with the same key waits at the primary key until this one has committed, then
 * answers the same, or has rolled back, then goes ahead itself. A refused request keeps nothing.
 */
@ApplicationScoped
public class IdempotentRequests {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final IdempotencyRepository keys;

    IdempotentRequests(IdempotencyRepository keys) {
        this.keys = keys;
    }

    /**
     * @param requestHash of everything that makes the request this one and not another
     * @param effect runs in the transaction, at most once for each key
     * @throws ProblemException if the key belongs to another request, or to one that takes too long
     */
    @Transactional
    public Answer once(UUID userId, IdempotencyKey key, byte[] requestHash, Supplier<Answer> effect) {
        try {
            if (keys.claim(userId, key, requestHash)) {
                Answer answer = effect.get();
                keys.keep(userId, key, answer);
                return answer;
            }
            // Gone again only if it was a day old at this very moment.
            var kept = keys.find(userId, key).orElseThrow(IdempotentRequests::inUse);
            if (!MessageDigest.isEqual(kept.requestHash(), requestHash)) {
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "Use a new key for a request that is not a repetition.");
            }
            return kept.answer();
        } catch (SQLException failure) {
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
                throw inUse();
            }
            throw new IllegalStateException("idempotency keys", failure);
        }
    }

    private static ProblemException inUse() {
        return new ProblemException(ProblemType.IDEMPOTENCY_KEY_IN_USE, "Repeat the request in a few seconds.");
    }
}
