package io.angelwire.gateway.problem;

import io.angelwire.database.DatabaseOutage;
import io.angelwire.job.Ids;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what nobody foresaw: the caller learns a number, the log has the rest under the same number. */
class UnexpectedFailureMapper {

    private static final Logger LOG = Logger.getLogger(UnexpectedFailureMapper.class);

    @ServerExceptionMapper
    Response unexpected(Throwable failure) {
        if (MalformedForm.isCauseOf(failure)) {
            return ProblemResponses.of(ProblemType.BAD_REQUEST, "The body is no complete multipart/form-data.");
        }
        String id = Ids.newId().toString();
        if (DatabaseOutage.isCauseOf(failure)) {
            LOG.errorf("Request failed (%s): no connection to the database: %s", id, failure.getMessage());
            return ProblemResponses.builder(
                            Problem.of(ProblemType.UNAVAILABLE, null).withId(id))
                    .build();
        }
        LOG.errorf(failure, "Request failed (%s)", id);
        return ProblemResponses.of(Problem.of(ProblemType.INTERNAL_ERROR, null).withId(id));
    }
}
