package io.angelwire.realtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Who is in rooms, over all nodes, as Redis has it. A node's word counts until it was silent for its life; so users of a
 * killed node are gone within seconds.
 */
public final class RoomPresence {

    /** Name of the transient event, for nodes alone, that somebody has come or gone. */
    public static final String CHANGED = "presence:changed";

    static final LuaScript PRESENCE = LuaScript.load("presence.lua", 1, 7);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /**
     * Who is there.
     *
     * @param count users, each once
     * @param users their ids in order; null if they are too many to be listed
     */
    public record Present(long count, Set<String> users) {}

    /**
     * What a node tells of one room.
     *
     * @param afresh whether {@code come} is all that the node has, whatever it told before
     */
    public record Report(Room room, boolean afresh, Collection<String> come, Collection<String> gone) {}

    private final Redis redis;
    private final ObjectMapper json;
    private final String node;
    private final Duration life;
    private final int listed;

    /**
     * @param node unique among the running nodes, and new at each start
     * @param life after which a silent node is forgotten
     * @param listed more users than these are only counted
     */
    public RoomPresence(Redis redis, ObjectMapper json, String node, Duration life, int listed) {
        this.redis = redis;
        this.json = json;
        this.node = node;
        this.life = life;
        this.listed = listed;
    }

    /**
     * Tells of several rooms in one round trip, and that this node lives.
     *
     * @return for each report whether it was taken; false: Redis has forgotten this node there, report afresh
     */
    public CompletionStage<List<Boolean>> report(List<Report> reports) {
        return run(
                reports.stream().map(report -> call(node, report, 0)).toList(),
                replies -> replies.stream()
                        .map(reply -> reply.get(0).toInteger() == 1)
                        .toList());
    }

    public CompletionStage<Present> of(Room room) {
        LuaScript.Call call = call("", new Report(room, false, List.of(), List.of()), listed);
        return run(List.of(call), replies -> present(replies.get(0)));
    }

    private <T> CompletionStage<T> run(List<LuaScript.Call> calls, Function<List<Response>, T> use) {
        return PRESENCE.run(redis, calls)
                .map(use)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private LuaScript.Call call(String from, Report report, int list) {
        String notice =
                TransientEvent.of(report.room(), CHANGED, Map.of(), null, json).message();
        List<String> args = new ArrayList<>(List.of(
                from,
                Long.toString(life.toMillis()),
                report.afresh() ? "1" : "0",
                Integer.toString(report.come().size()),
                Integer.toString(list),
                RoomKeys.live(report.room()),
                notice));
        args.addAll(report.come());
        args.addAll(report.gone());
        return PRESENCE.call(List.of(RoomKeys.presence(report.room())), args);
    }

    private static Present present(Response reply) {
        long count = reply.get(1).toLong();
        if (reply.size() - 2 < count) {
            return new Present(count, null);
        }
        Set<String> users = new TreeSet<>();
        for (int i = 2; i < reply.size(); i++) {
            users.add(reply.get(i).toString());
        }
        return new Present(count, users);
    }
}
