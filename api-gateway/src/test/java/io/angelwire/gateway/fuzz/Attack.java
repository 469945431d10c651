package io.angelwire.gateway.fuzz;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request that no client would send.
 *
 * @param target path and query as they go over the wire
 * @param body null for none
 * @param wrong whether it can't but be refused; else it may turn out to be a good request, of somebody who has nothing
 * @param how what is wrong with it
 */
record Attack(String method, String target, Map<String, String> headers, byte[] body, boolean wrong, String how) {

    private static final int SHOWN = 400;

    /** @param mediaType empty if there is none */
    record Answer(int status, String mediaType, String body) {}

    Future<Answer> send(HttpClient client, int port) {
        RequestOptions options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMethod(HttpMethod.valueOf(method))
                .setURI(target)
                .setTimeout(30_000);
        headers.forEach(options::addHeader);
        return client.request(options)
                .compose(request -> body == null ? request.send() : request.send(Buffer.buffer(body)))
                .compose(response -> response.body().map(read -> answer(response, read)));
    }

    private static Answer answer(HttpClientResponse response, Buffer body) {
        String type = response.getHeader("Content-Type");
        return new Answer(response.statusCode(), type == null ? "" : type.split(";")[0], body.toString());
    }

    /** @return what is wrong with the answer; null if nothing is */
    String complaint(Answer answer) {
        if (answer.status() >= 500) {
            return "it failed";
        } else if (wrong && answer.status() < 400) {
            return "it was accepted";
        } else if (answer.status() >= 400 && !answer.mediaType().equals("application/problem+json")) {
            return "the refusal is no problem+json but '" + answer.mediaType() + "'";
        }
        return null;
    }

    @Override
    public String toString() {
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        Map<String, String> shown = new java.util.TreeMap<>(headers);
        shown.remove("Authorization");
        return "%s: %s %s %s\n%s".formatted(how, method, shortened(target), shown, shortened(text));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
    }
}
