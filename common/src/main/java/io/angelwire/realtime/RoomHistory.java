package io.angelwire.realtime;

import io.angelwire.job.Ids;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Reads what was published to rooms. */
public final class RoomHistory {

    static final LuaScript READ = LuaScript.load("read-history.lua", 2, 5);

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Redis redis;
    private final int pageEvents;
    private final int pageChars;
    private final String headAge;

    /**
     * @param pageEvents events of a page at most
     * @param pageChars a page ends with the event that reaches this many characters
     */
    public RoomHistory(Redis redis, HistoryConfig config, int pageEvents, int pageChars) {
        this.redis = redis;
        this.pageEvents = pageEvents;
        this.pageChars = pageChars;
        this.headAge = Long.toString(config.headAge().toMillis());
    }

    /**
     * Where to read a room from.
     *
     * @param seq of the last event that is known; -1 for the head alone
     */
    public record Position(Room room, long seq) {}

    /** The events behind {@code seq}, oldest first, with the head of the room at that instant. */
    public CompletionStage<HistoryPage> after(Room room, long seq) {
        return after(List.of(new Position(room, seq))).thenApply(pages -> pages.get(0));
    }

    /**
     * The same of several rooms, in one round trip (in a cluster one for each room).
     *
     * @return a page for each position, in their order; fails if one of them can't be read
     */
    public CompletionStage<List<HistoryPage>> after(List<Position> positions) {
        return READ.run(redis, positions.stream().map(this::call).toList())
                .map(replies -> replies.stream().map(RoomHistory::page).toList())
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private LuaScript.Call call(Position position) {
        Room room = position.room();
        return READ.call(
                List.of(RoomKeys.head(room), RoomKeys.history(room)),
                List.of(
                        Long.toString(position.seq()),
                        Integer.toString(pageEvents),
                        Integer.toString(pageChars),
                        newEpoch(),
                        headAge));
    }

    /** The room's newest offset alone. */
    public CompletionStage<HistoryPage> head(Room room) {
        return after(room, -1);
    }

    static String newEpoch() {
        return Long.toString(Ids.newId().getLeastSignificantBits() & Long.MAX_VALUE, 36);
    }

    private static HistoryPage page(Response reply) {
        Offset head = new Offset(reply.get(0).toString(), reply.get(1).toLong());
        List<PublishedEvent> events = new ArrayList<>((reply.size() - 2) / 2);
        for (int i = 2; i < reply.size(); i += 2) {
            // A hole (an entry deleted by hand, say) ends the page; the next one shows that it doesn't reach back.
            if (i > 2 && reply.get(i).toLong() != reply.get(i - 2).toLong() + 1) {
                break;
            }
            events.add(PublishedEvent.parse(reply.get(i + 1).toString()));
        }
        return new HistoryPage(head, events);
    }
}
