package io.angelwire.gateway.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;

/**
 * Verifies tokens, and remembers for a minute which it has verified: a caller sends the same one with each request, and
 * its signature costs more than many a request. A key that the issuer withdraws ends its tokens a minute later at most;
 * a token's own end holds to the second.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens extends JWTCallerPrincipalFactory {

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 4_096;

    private final JWTCallerPrincipalFactory verifier;
    private final Cache<Presented, JWTCallerPrincipal> verified = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    VerifiedTokens() {
        this(new DefaultJWTCallerPrincipalFactory());
    }

    VerifiedTokens(JWTCallerPrincipalFactory verifier) {
        this.verifier = verifier;
    }

    /** @param rules by which it is verified: what passes by some is not what passes by others */
    private record Presented(String token, JWTAuthContextInfo rules) {}

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo rules) throws ParseException {
        Presented presented = new Presented(token, rules);
        JWTCallerPrincipal known = verified.getIfPresent(presented);
        if (known != null && known.getExpirationTime() > Instant.now().getEpochSecond()) {
            return known;
        }
        JWTCallerPrincipal principal = verifier.parse(token, rules);
        verified.put(presented, principal);
        return principal;
    }
}
