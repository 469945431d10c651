package io.angelwire.realtime;

import io.angelwire.redis.Unsent;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What all nodes of the realtime service are told: each of them once, also one whose subscription was down a moment. */
public final class NodeNotices {

    /** The channel of the live notices. */
    public static final String CHANNEL = "realtime:{control}:live";

    static final LuaScript NOTIFY = LuaScript.load("notify-nodes.lua", 1, 4);

    private static final String LOG = "realtime:{control}:log";
    private static final int KEPT = 1_000;
    private static final Duration KEPT_FOR = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** @param id orders the notices */
    public record Notice(String id, String text) {}

    private final Redis redis;

    public NodeNotices(Redis redis) {
        this.redis = redis;
    }

    /** @return how many nodes heard it at once; those whose subscription is down hear it later */
    public CompletionStage<Integer> send(String text) {
        List<String> args = List.of(CHANNEL, text, Integer.toString(KEPT), Long.toString(KEPT_FOR.toMillis()));
        return NOTIFY.run(redis, List.of(NOTIFY.call(List.of(LOG), args)))
                .map(replies -> replies.get(0).toInteger())
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads a message of {@link #CHANNEL}. */
    public static Notice parse(String message) {
        int space = message.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("not a notice");
        }
        return new Notice(message.substring(0, space), message.substring(space + 1));
    }

    /** The notices behind this one, oldest first. */
    public CompletionStage<List<Notice>> after(String id) {
        return read(Request.cmd(Command.XRANGE).arg(LOG).arg("(" + id).arg("+"));
    }

    /** The newest notice, if there is one. */
    public CompletionStage<List<Notice>> newest() {
        return read(Request.cmd(Command.XREVRANGE)
                .arg(LOG)
                .arg("+")
                .arg("-")
                .arg("COUNT")
                .arg(1));
    }

    private CompletionStage<List<Notice>> read(Request request) {
        return Unsent.send(redis, request)
                .map(NodeNotices::notices)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static List<Notice> notices(Response entries) {
        List<Notice> notices = new ArrayList<>();
        if (entries != null) {
            entries.forEach(entry -> notices.add(
                    new Notice(entry.get(0).toString(), entry.get(1).get(1).toString())));
        }
        return notices;
    }
}
