package io.angelwire.realtime.server.frame;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * What waits for the channels of one event loop. An event for a thousand members wakes the loop once, and a channel with
 * several frames waiting is flushed once.
 *
 * <p>Waking another loop costs more than most events. So what an event loop hands over here in one turn, which may be many
 * events of small rooms, wakes this one at the turn's end, or when there is enough for it to do.
 */
final class LoopQueue {

    private static final Logger LOG = Logger.getLogger(LoopQueue.class);

    /**
     * Then other work of the loop has its turn. More than a large room has members on a loop, or no two of its events would
     * go to a channel in one write.
     */
    private static final int AT_ONCE = 16_384;

    /** So many are worth a wake-up of their own. */
    private static final int ENOUGH = 256;

    private record Entry(FrameChannel channel, WireFrame frame, Runnable action) {}

    private final EventLoop loop;
    private final Queue<Entry> entries = PlatformDependent.newMpscQueue();
    /** Entries since the queue was last emptied; the first sees to it that the loop is woken. */
    private final AtomicInteger added = new AtomicInteger();

    private final List<FrameChannel> dirty = new ArrayList<>();

    LoopQueue(EventLoop loop) {
        this.loop = loop;
    }

    void add(FrameChannel channel, WireFrame frame, Runnable action) {
        entries.add(new Entry(channel, frame, action));
        int before = added.getAndIncrement();
        if (before == 0) {
            wakeAtEndOfTurn();
        } else if (before == ENOUGH) {
            wake();
        }
    }

    private void wakeAtEndOfTurn() {
        ContextInternal caller = ContextInternal.current();
        if (caller != null
                && caller.nettyEventLoop() != loop
                && caller.nettyEventLoop() instanceof SingleThreadEventLoop other
                && other.inEventLoop()) {
            other.executeAfterEventLoopIteration(this::wake);
        } else {
            wake();
        }
    }

    private void wake() {
        loop.execute(this::drain);
    }

    private void drain() {
        Entry entry = null;
        for (int i = 0; i < AT_ONCE && (entry = entries.poll()) != null; i++) {
            if (entry.action() != null) {
                run(entry.action());
            } else if (entry.channel().writeNow(entry.frame())) {
                dirty.add(entry.channel());
            }
        }
        dirty.forEach(FrameChannel::flush);
        dirty.clear();
        added.set(0);
        if (!entries.isEmpty()) {
            wake();
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            // The queue serves the loop's other channels too.
            LOG.error("an action between frames failed", e);
        }
    }
}
