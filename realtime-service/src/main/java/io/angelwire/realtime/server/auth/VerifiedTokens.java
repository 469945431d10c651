package io.angelwire.realtime.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;

/**
 * Tokens that were found valid, for a minute: a client whose connection was lost comes back with the same one, and so do
 * the tabs of a browser. A key that the issuer withdraws ends its tokens a minute later at most; a token's own end holds to
 * the second. Tokens themselves are not kept, only their SHA-256.
 */
final class VerifiedTokens {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 4_096;

    private final Cache<ByteBuffer, Caller> callers = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            // What there is to do besides is little, and not worth a thread.
            .executor(Runnable::run)
            .build();

    /** Null if the token was not verified lately, or has ended since. */
    Caller callerOf(String token) {
        Caller known = callers.getIfPresent(digest(token));
        return known != null && known.expiresAt().isAfter(Instant.now()) ? known : null;
    }

    void verified(String token, Caller caller) {
        callers.put(digest(token), caller);
    }

    private static ByteBuffer digest(String token) {
        try {
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
