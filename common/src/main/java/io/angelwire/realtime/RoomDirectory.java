package io.angelwire.realtime;

import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Which rooms have connections, over all nodes, and how many. Nodes report now and then, so it lags a little. */
public final class RoomDirectory {

    static final LuaScript REPORT = LuaScript.load("report-rooms.lua", 1, 3);
    static final LuaScript LIST = LuaScript.load("list-rooms.lua", 1, 3);

    private static final String DIRECTORY = "realtime:{rooms}";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** @param connections on all nodes; a user may have several */
    public record Occupancy(String room, long connections) {}

    private final Redis redis;
    private final String node;
    private final Duration life;

    /**
     * @param node unique among the running nodes, and new at each start
     * @param life after which a silent node is forgotten
     */
    public RoomDirectory(Redis redis, String node, Duration life) {
        this.redis = redis;
        this.node = node;
        this.life = life;
    }

    /**
     * @param afresh whether what this node has reported before is to be forgotten
     * @param connections of this node, by room; 0 where it has none any more
     * @return false: Redis has forgotten this node, report afresh
     */
    public CompletionStage<Boolean> report(boolean afresh, Map<Room, Integer> connections) {
        List<String> args = new ArrayList<>(List.of(node, Long.toString(life.toMillis()), afresh ? "1" : "0"));
        connections.forEach((room, count) -> {
            args.add(room.toString());
            args.add(count.toString());
        });
        return run(REPORT, args).thenApply(reply -> reply.toInteger() == 1);
    }

    /**
     * @param after a room's name, or an empty text for the first page
     * @param most rooms of the page
     */
    public CompletionStage<List<Occupancy>> list(String after, int most) {
        return run(LIST, List.of(after, Integer.toString(most), "")).thenApply(RoomDirectory::occupancies);
    }

    public CompletionStage<Occupancy> of(Room room) {
        return run(LIST, List.of("", "1", room.toString()))
                .thenApply(reply -> occupancies(reply).get(0));
    }

    private CompletionStage<Response> run(LuaScript script, List<String> args) {
        return script.run(redis, List.of(script.call(List.of(DIRECTORY), args)))
                .map(replies -> replies.get(0))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static List<Occupancy> occupancies(Response reply) {
        List<Occupancy> rooms = new ArrayList<>(reply.size() / 2);
        for (int i = 0; i < reply.size(); i += 2) {
            rooms.add(new Occupancy(reply.get(i).toString(), reply.get(i + 1).toLong()));
        }
        return rooms;
    }
}
