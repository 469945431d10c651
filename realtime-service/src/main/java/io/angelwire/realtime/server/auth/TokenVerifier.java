package io.angelwire.realtime.server.auth;

import io.angelwire.domain.user.Role;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies bearer tokens: signature, issuer, audience, expiry. Off the event loop, as the keys may have to be fetched; one
 * that was verified lately is known at once.
 */
@ApplicationScoped
public class TokenVerifier {

    private static final Logger LOG = Logger.getLogger(TokenVerifier.class);

    private final JWTParser parser;
    private final ExecutorService executor;
    private final VerifiedTokens verified = new VerifiedTokens();

    public TokenVerifier(JWTParser parser, @VirtualThreads ExecutorService executor) {
        this.parser = parser;
        this.executor = executor;
    }

    public CompletionStage<TokenCheck> verify(String token) {
        Caller known = verified.callerOf(token);
        return known == null
                ? CompletableFuture.supplyAsync(() -> check(token), executor)
                : CompletableFuture.completedFuture(new TokenCheck.Valid(known));
    }

    private TokenCheck check(String token) {
        try {
            JsonWebToken jwt = parser.parse(token);
            Caller caller = new Caller(
                    UUID.fromString(jwt.getSubject()),
                    roleIn(jwt.getGroups()),
                    Instant.ofEpochSecond(jwt.getExpirationTime()));
            verified.verified(token, caller);
            return new TokenCheck.Valid(caller);
        } catch (ParseException e) {
            return reasonOf(e);
        } catch (RuntimeException e) {
            // The parser's own surprises with hostile input, and a subject or role that is none of ours.
            LOG.debugf("token refused: %s", e.getClass().getSimpleName());
            return new TokenCheck.Invalid();
        }
    }

    private static Role roleIn(Set<String> groups) {
        for (Role role : Role.values()) {
            if (groups.contains(role.group())) {
                return role;
            }
        }
        throw new IllegalArgumentException("no known role");
    }

    /** A token that is none of ours besides is no better when it is fetched anew. */
    private static boolean hasOnlyExpired(InvalidJwtException invalid) {
        return invalid.getErrorDetails().size() == 1 && invalid.hasErrorCode(ErrorCodes.EXPIRED);
    }

    private static TokenCheck reasonOf(ParseException refusal) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid && hasOnlyExpired(invalid)) {
                return new TokenCheck.Expired();
            }
            if (cause instanceof UnresolvableKeyException && cause.getCause() instanceof java.io.IOException) {
                LOG.warnf("the issuer's keys can't be read: %s", cause.getMessage());
                return new TokenCheck.Unavailable();
            }
        }
        return new TokenCheck.Invalid();
    }
}
