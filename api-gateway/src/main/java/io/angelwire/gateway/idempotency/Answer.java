package io.angelwire.gateway.idempotency;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * What a request was answered, in the form it is kept in.
 *
 * @param location path of what was created; null for none
 * @param body JSON text
 * @param replayed whether the request's effect happened earlier
 */
public record Answer(int status, String location, String body, boolean replayed) {

    public Response toResponse() {
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
        if (location != null) {
            // Not location(): that makes it absolute by the request's Host, which behind a proxy may be the wrong one.
            response.header(HttpHeaders.LOCATION, location);
        }
        if (replayed) {
            response.header("Idempotent-Replayed", true);
        }
        return response.build();
    }
}
