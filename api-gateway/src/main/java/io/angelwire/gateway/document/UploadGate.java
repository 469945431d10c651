package io.angelwire.gateway.document;

import io.angelwire.gateway.document.UploadMeters.Refusal;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import jakarta.ws.rs.container.CompletionCallback;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/**
 * Refuses uploads beyond what a user, or this instance, may receive at once, before their bodies are read. The place is
 * given back when the framework is done with the request, however it ended, and with it the files that it had received.
 */
@Provider
@LimitedUploads
public class UploadGate implements ContainerRequestFilter {

    private final UploadsUnderWay underWay;
    private final UploadMeters meters;
    private final Caller caller;

    /** @param underWay a proxy, as the others: providers are made before the configuration is read */
    UploadGate(UploadsUnderWay underWay, UploadMeters meters, Caller caller) {
        this.underWay = underWay;
        this.meters = meters;
        this.caller = caller;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        UUID user = caller.id();
        switch (underWay.enter(user)) {
            case LET_IN ->
                CurrentRequestManager.get()
                        .registerCompletionCallback((CompletionCallback) failure -> underWay.leave(user));
            case USER_HAS_TOO_MANY -> {
                meters.refused(Refusal.TOO_MANY);
                throw new ProblemException(ProblemType.TOO_MANY_UPLOADS, "Wait until one of yours has ended.");
            }
            case FULL -> {
                meters.refused(Refusal.FULL);
                throw new ProblemException(ProblemType.UPLOADS_FULL, "Try the same upload again.");
            }
        }
    }
}
