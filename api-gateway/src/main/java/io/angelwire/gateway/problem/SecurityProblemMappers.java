package io.angelwire.gateway.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Answers callers who are nobody, or not somebody who may. Challenges are those of RFC 6750, section 3. */
class SecurityProblemMappers {

    private static final String CHALLENGE = "Bearer realm=\"angelwire\"";

    @ServerExceptionMapper
    Response missing(UnauthorizedException nobody) {
        return challenge(ProblemType.TOKEN_MISSING, CHALLENGE);
    }

    /** Expiry has a code of its own: it is the one that a client mends by fetching a new token. */
    @ServerExceptionMapper
    Response refused(AuthenticationFailedException refused) {
        ProblemType type = hasOnlyExpired(refused) ? ProblemType.TOKEN_EXPIRED : ProblemType.TOKEN_INVALID;
        return challenge(
                type, "%s, error=\"invalid_token\", error_description=\"%s\"".formatted(CHALLENGE, type.title()));
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return ProblemResponses.of(ProblemType.FORBIDDEN, null);
    }

    private static Response challenge(ProblemType type, String challenge) {
        return ProblemResponses.builder(Problem.of(type, null))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    private static boolean hasOnlyExpired(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidJwtException invalid) {
                return invalid.getErrorDetails().size() == 1 && invalid.hasErrorCode(ErrorCodes.EXPIRED);
            }
        }
        return false;
    }
}
