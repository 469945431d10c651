package io.angelwire.realtime.server.platform;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Sessions that may come back, in Redis, where any node finds them. Each is taken once. */
final class SavedSessions {

    private static final String PREFIX = "realtime:session:";
    /** When a node has gone, many come at once. Whoever is not found after that starts anew. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Redis redis;
    private final Duration window;

    /** @param window how long a client may stay away */
    SavedSessions(Redis redis, Duration window) {
        this.redis = redis;
        this.window = window;
    }

    CompletionStage<?> save(String pid, SavedSession session) {
        Request set = Request.cmd(Command.SET)
                .arg(PREFIX + pid)
                .arg(session.toJson())
                .arg("PX")
                .arg(window.toMillis());
        return send(set);
    }

    CompletionStage<Optional<SavedSession>> take(String pid) {
        return send(Request.cmd(Command.GETDEL).arg(PREFIX + pid))
                .thenApply(found -> Optional.ofNullable(found).map(json -> SavedSession.parse(json.toString())));
    }

    private CompletionStage<io.vertx.redis.client.Response> send(Request request) {
        return redis.send(request)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
