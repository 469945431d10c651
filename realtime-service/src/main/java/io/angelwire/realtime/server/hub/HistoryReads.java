package io.angelwire.realtime.server.hub;

import io.angelwire.realtime.HistoryPage;
import io.angelwire.realtime.Room;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Reads rooms' histories for the feeds: what comes of a read happens on the hub's loop. */
final class HistoryReads {

    private final Executor loop;
    private final PastEvents past;
    private final Delay delay;
    private final Duration retryDelay;

    HistoryReads(Executor loop, PastEvents past, Delay delay, Duration retryDelay) {
        this.loop = loop;
        this.past = past;
        this.delay = delay;
        this.retryDelay = retryDelay;
    }

    /** @param retry called a while after a read that failed, in place of {@code use} */
    void read(Room room, long after, Consumer<HistoryPage> use, Runnable retry) {
        past.after(room, after)
                .whenComplete((page, failure) -> loop.execute(() -> {
                    if (failure == null) {
                        use.accept(page);
                    } else {
                        delay.after(retryDelay, () -> loop.execute(retry));
                    }
                }));
    }

    /** Runs the action on the loop when the member has what it was given. */
    void whenDrained(Member member, Runnable action) {
        member.whenDrained(() -> loop.execute(action));
    }
}
