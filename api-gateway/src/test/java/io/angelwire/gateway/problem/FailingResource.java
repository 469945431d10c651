package io.angelwire.gateway.problem;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Fails as nothing should. */
@Path(FailingResource.PATH)
@PermitAll
public class FailingResource {

    static final String PATH = "/test/failure";
    static final String SECRET = "the secret of the failure";

    @GET
    @Operation(hidden = true)
    public String fail() {
        throw new IllegalStateException(SECRET);
    }
}
