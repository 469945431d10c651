package io.angelwire.realtime.server.api;

import io.angelwire.realtime.server.api.Problem.Type;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what fails with a problem, and never with more than the caller may know. */
class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String CHALLENGE = "Bearer realm=\"angelwire\"";

    @ServerExceptionMapper
    Response problem(ProblemException refused) {
        Response.ResponseBuilder response = Problem.response(refused.type(), refused.getMessage());
        if (refused.type() == Type.BODY_TOO_LARGE) {
            // The rest of the body is not read.
            response.header("Connection", "close");
        } else if (refused.type() == Type.UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, 1);
        }
        return response.build();
    }

    @ServerExceptionMapper
    Response missing(UnauthorizedException nobody) {
        return Problem.response(Type.TOKEN_MISSING, null)
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE)
                .build();
    }

    @ServerExceptionMapper
    Response refused(AuthenticationFailedException refused) {
        return Problem.response(Type.TOKEN_INVALID, null)
                .header(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE + ", error=\"invalid_token\"")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return Problem.response(Type.FORBIDDEN, null).build();
    }

    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        return Problem.response(
                        switch (failure.getResponse().getStatus()) {
                            case 404 -> Type.NOT_FOUND;
                            case 405 -> Type.METHOD_NOT_ALLOWED;
                            case 406 -> Type.NOT_ACCEPTABLE;
                            case 413 -> Type.BODY_TOO_LARGE;
                            case 415 -> Type.UNSUPPORTED_MEDIA_TYPE;
                            default ->
                                failure.getResponse().getStatus() >= 500 ? Type.INTERNAL_ERROR : Type.BAD_REQUEST;
                        },
                        null)
                .build();
    }

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ProblemException refused) {
            return problem(refused);
        }
        LOG.error("a request failed", failure);
        return Problem.response(Type.INTERNAL_ERROR, null).build();
    }
}
