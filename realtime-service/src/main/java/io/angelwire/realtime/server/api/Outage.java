package io.angelwire.realtime.server.api;

import io.angelwire.realtime.server.api.Problem.Type;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** What can't be done since Redis does not answer is said to be so, not to be our fault. */
final class Outage {

    private static final Logger LOG = Logger.getLogger(Outage.class);

    private Outage() {}

    static <T> CompletionStage<T> instead(CompletionStage<T> work) {
        return work.exceptionally(failure -> {
            LOG.warnf("a request can't be served now: %s", failure.getMessage());
            throw new ProblemException(Type.UNAVAILABLE, "Try the same request again.");
        });
    }
}
