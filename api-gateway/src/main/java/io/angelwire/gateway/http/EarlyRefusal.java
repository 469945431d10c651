package io.angelwire.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.gateway.problem.Problem;
import io.angelwire.gateway.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers with a problem before the REST layer has the request, and before a byte of its body is read. */
@ApplicationScoped
class EarlyRefusal {

    private final ObjectMapper json;

    EarlyRefusal(ObjectMapper json) {
        this.json = json;
    }

    /** Ends the connection, too: the unread body makes it useless for another request. */
    void refuse(RoutingContext request, ProblemType type, String detail) {
        request.response()
                .setStatusCode(type.status())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(write(Problem.of(type, detail)))
                .onComplete(sent -> request.request().connection().close());
    }

    private String write(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
