package io.angelwire.realtime.server.platform;

import io.angelwire.redis.Unsent;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Sessions that may come back, in Redis, where any node finds them. Each is taken once. */
final class SavedSessions {

    private static final String PREFIX = "realtime:session:";

    private final Redis redis;
    private final Duration window;
    private final Duration patience;

    /**
     * @param window how long a client may stay away
     * @param patience how long Redis may take: when a node has gone, many come at once
     */
    SavedSessions(Redis redis, Duration window, Duration patience) {
        this.redis = redis;
        this.window = window;
        this.patience = patience;
    }

    CompletionStage<?> save(String pid, SavedSession session) {
        return save(pid, session.toJson());
    }

    private CompletionStage<?> save(String pid, String json) {
        Request set =
                Request.cmd(Command.SET).arg(PREFIX + pid).arg(json).arg("PX").arg(window.toMillis());
        return Unsent.send(redis, set)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** @return fails if Redis doesn't answer in time; the session is there then for the next who asks */
    CompletionStage<Optional<SavedSession>> take(String pid) {
        CompletableFuture<String> taken = new CompletableFuture<>();
        Unsent.send(redis, Request.cmd(Command.GETDEL).arg(PREFIX + pid)).onComplete(answer -> {
            if (answer.failed()) {
                taken.completeExceptionally(answer.cause());
                return;
            }
            String json = answer.result() == null ? null : answer.result().toString();
            if (!taken.complete(json) && json != null) {
                // Nobody waits for it any more.
                save(pid, json);
            }
        });
        return taken.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(found -> Optional.ofNullable(found).map(SavedSession::parse));
    }
}
