package io.angelwire.gateway.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers requests that are wrong in themselves: their body, address, method or media type. */
class RequestProblemMappers {

    @Inject
    AllowedMethods allowedMethods;

    @ServerExceptionMapper
    Response problem(ProblemException refused) {
        Problem problem = Problem.of(refused.type(), refused.getMessage());
        var response =
                ProblemResponses.builder(refused.errors() == null ? problem : problem.withErrors(refused.errors()));
        // What the client goes on sending isn't read.
        boolean unread = refused.type() == ProblemType.TOO_MANY_UPLOADS || refused.type() == ProblemType.UPLOADS_FULL;
        return (unread ? response.header("Connection", "close") : response).build();
    }

    /** Has a built-in mapper of its own, which only a mapper of the same type replaces. */
    @ServerExceptionMapper
    Response mismatch(MismatchedInputException unreadable) {
        return ProblemResponses.of(JsonProblems.explain(unreadable));
    }

    @ServerExceptionMapper
    Response http(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException unreadable) {
            return ProblemResponses.of(JsonProblems.explain(unreadable));
        }
        return ProblemResponses.of(ofStatus(failure.getResponse().getStatus()));
    }

    @ServerExceptionMapper
    Response method(NotAllowedException refused, UriInfo address) {
        return ProblemResponses.builder(Problem.of(ProblemType.METHOD_NOT_ALLOWED, null))
                .header(HttpHeaders.ALLOW, allowedMethods.at(address.getPath()))
                .build();
    }

    /** The rest of the body is not read, which ends the connection. */
    @ServerExceptionMapper
    Response tooLarge(BodyTooLargeException tooLarge) {
        return ProblemResponses.builder(Problem.of(ProblemType.BODY_TOO_LARGE, tooLarge.getMessage()))
                .header("Connection", "close")
                .build();
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException invalid) {
        List<Problem.Error> errors = invalid.getConstraintViolations().stream()
                .map(violation -> new Problem.Error(pointer(violation), violation.getMessage()))
                .sorted(Comparator.comparing(Problem.Error::pointer).thenComparing(Problem.Error::detail))
                .toList();
        return ProblemResponses.of(
                Problem.of(ProblemType.VALIDATION_FAILED, null).withErrors(errors));
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> Problem.of(ProblemType.NOT_FOUND, null);
            case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, null);
            case 413 -> Problem.of(ProblemType.BODY_TOO_LARGE, null);
            case 415 ->
                Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json, or a file as multipart/form-data.");
            case 503 -> Problem.of(ProblemType.UNAVAILABLE, null);
            default ->
                status >= 500
                        ? Problem.of(ProblemType.INTERNAL_ERROR, null)
                        : Problem.of(ProblemType.BAD_REQUEST, null);
        };
    }

    /** A violation's path begins with the method and the parameter, which mean nothing to clients. */
    private static String pointer(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .filter(node -> node.getKind() == ElementKind.PROPERTY)
                .map(Path.Node::getName)
                .map(name -> "/" + name)
                .collect(Collectors.joining());
    }
}
