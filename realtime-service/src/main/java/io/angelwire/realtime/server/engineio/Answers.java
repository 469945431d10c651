package io.angelwire.realtime.server.engineio;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/** HTTP answers of the protocol. */
final class Answers {

    private static final String TEXT = "text/plain; charset=UTF-8";
    private static final String JSON = "application/json";

    private Answers() {}

    /** @return completes when the network has the answer, or never will */
    static Future<Void> text(HttpServerRequest request, String body) {
        return end(request, 200, TEXT, body);
    }

    static Future<Void> refuse(HttpServerRequest request, Refusal refusal) {
        if (refusal == Refusal.UNAVAILABLE) {
            request.response().putHeader("Retry-After", "1");
        }
        return end(request, refusal.status(), JSON, refusal.json());
    }

    static void tooLarge(HttpServerRequest request) {
        // What follows on this connection is the rest of a body that nobody wants to read.
        request.response().putHeader(HttpHeaders.CONNECTION, "close");
        end(request, 413, JSON, "{\"code\":3,\"message\":\"Payload too large\"}");
    }

    private static Future<Void> end(HttpServerRequest request, int status, String type, String body) {
        HttpServerResponse response = request.response();
        if (!request.isEnded()) {
            // A body that nobody reads would hold up the next request of the connection.
            request.resume();
        }
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        return response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(body);
    }

    static void allowOrigin(HttpServerRequest request, String origin) {
        if (origin != null) {
            request.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Allow-Credentials", "true")
                    .putHeader("Vary", "Origin");
        }
    }

    static void preflight(HttpServerRequest request) {
        request.response()
                .setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", "GET, POST")
                .putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type")
                .putHeader("Access-Control-Max-Age", "600")
                .end();
    }
}
