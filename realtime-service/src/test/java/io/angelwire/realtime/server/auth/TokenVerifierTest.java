package io.angelwire.realtime.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.domain.user.Role;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {

    private static final UUID ADA = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);

    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final List<String> parsed = new ArrayList<>();
    private Instant end = Instant.now().plusSeconds(60).truncatedTo(ChronoUnit.SECONDS);

    /** A token is the id of its user here. */
    private final TokenVerifier verifier = new TokenVerifier(
            new DefaultJWTParser() {
                @Override
                public JsonWebToken parse(String token) throws ParseException {
                    parsed.add(token);
                    if (token.equals("forged")) {
                        throw new ParseException("forged");
                    }
                    JwtClaims claims = new JwtClaims();
                    claims.setSubject(token);
                    claims.setStringListClaim("groups", Role.INVESTOR.group());
                    claims.setExpirationTime(NumericDate.fromSeconds(end.getEpochSecond()));
                    return new DefaultJWTCallerPrincipal(claims);
                }
            },
            executor);

    @AfterEach
    void end() {
        executor.shutdown();
    }

    @Test
    void aTokenIsVerifiedOnceAndNotTakenForAnother() {
        for (UUID user : List.of(ADA, BOB, ADA)) {
            assertThat(check(user.toString())).isEqualTo(new TokenCheck.Valid(new Caller(user, Role.INVESTOR, end)));
        }
        assertThat(parsed).containsExactly(ADA.toString(), BOB.toString());
    }

    @Test
    void whatIsKnownIsToldAtOnce() {
        check(ADA.toString());
        executor.shutdown();
        assertThat(verifier.verify(ADA.toString()).toCompletableFuture()).isCompleted();
    }

    @Test
    void aTokenThatHasEndedMeanwhileIsVerifiedAgain() {
        end = Instant.now().minusSeconds(1);
        check(ADA.toString());
        check(ADA.toString());
        assertThat(parsed).hasSize(2);
    }

    @Test
    void aRefusalIsNotRemembered() {
        assertThat(check("forged")).isEqualTo(new TokenCheck.Invalid());
        assertThat(check("forged")).isEqualTo(new TokenCheck.Invalid());
        assertThat(parsed).hasSize(2);
    }

    private TokenCheck check(String token) {
        return verifier.verify(token).toCompletableFuture().join();
    }
}
