package io.angelwire.gateway.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.gateway.security.Caller;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Lets a client repeat a request without repeating its effect. The key's row is inserted first, in the transaction of
 * the effect: a concurrent request with the same key waits at the primary key until this one has committed, then
 * answers the same, or has rolled back, then goes ahead itself. A refused request keeps nothing.
 */
@ApplicationScoped
public class IdempotentRequests {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final IdempotencyRepository keys;
    private final RequestHash hash;
    private final Caller caller;
    private final CurrentVertxRequest http;
    private final ObjectMapper json;

    IdempotentRequests(
            IdempotencyRepository keys, RequestHash hash, Caller caller, CurrentVertxRequest http, ObjectMapper json) {
        this.keys = keys;
        this.hash = hash;
        this.caller = caller;
        this.http = http;
        this.json = json;
    }

    /**
     * Runs the effect in a transaction; with an {@code Idempotency-Key}, at most once for each key.
     *
     * @param request the body, as it was read
     * @param effect may throw, which undoes it and keeps nothing
     * @throws ProblemException if the key isn't usable, belongs to another request, or to one that takes too long
     */
    @Transactional
    public Response create(HttpHeaders headers, Object request, Supplier<Created> effect) {
        return IdempotencyKey.of(headers.getRequestHeader(IdempotencyKey.HEADER))
                .map(key -> once(caller.id(), key, hash.of(operation(), request), effect))
                .orElseGet(() -> answer(effect.get()))
                .toResponse();
    }

    /** Whether the request has an {@code Idempotency-Key}, usable or not. */
    public static boolean isAsked(HttpHeaders headers) {
        return !headers.getRequestHeader(IdempotencyKey.HEADER).isEmpty();
    }

    /** The answer to a request without a key, whose effect has happened. */
    public Response toResponse(Created created) {
        return answer(created).toResponse();
    }

    private String operation() {
        var sent = http.getCurrent().request();
        return sent.method() + " " + sent.path();
    }

    private Answer answer(Created created) {
        try {
            return new Answer(created.status(), created.location(), json.writeValueAsString(created.view()), false);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Answer once(UUID userId, IdempotencyKey key, byte[] requestHash, Supplier<Created> effect) {
        try {
            if (keys.claim(userId, key, requestHash)) {
                Answer answer = answer(effect.get());
                keys.keep(userId, key, answer);
                return answer;
            }
            // Gone again only if it was a day old at this very moment.
            var kept = keys.find(userId, key).orElseThrow(IdempotentRequests::inUse);
            if (!MessageDigest.isEqual(kept.requestHash(), requestHash)) {
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "Use a new key for a request that is not a repetition.");
            }
            return kept.answer();
        } catch (SQLException failure) {
            if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
                throw inUse();
            }
            throw new IllegalStateException("idempotency keys", failure);
        }
    }

    private static ProblemException inUse() {
        return new ProblemException(ProblemType.IDEMPOTENCY_KEY_IN_USE, "Repeat the request in a few seconds.");
    }
}
