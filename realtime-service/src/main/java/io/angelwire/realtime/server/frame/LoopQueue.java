package io.angelwire.realtime.server.frame;

import io.netty.channel.EventLoop;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * What waits for the channels of one event loop. An event for a thousand members wakes the loop once, and a channel with
 * several frames waiting is flushed once.
 */
final class LoopQueue {

    private static final Logger LOG = Logger.getLogger(LoopQueue.class);

    /**
     * Then other work of the loop has its turn. More than a large room has members on a loop, or no two of its events would
     * go to a channel in one write.
     */
    private static final int AT_ONCE = 16_384;

    private record Entry(FrameChannel channel, WireFrame frame, Runnable action) {}

    private final EventLoop loop;
    private final Queue<Entry> entries = PlatformDependent.newMpscQueue();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final List<FrameChannel> dirty = new ArrayList<>();

    LoopQueue(EventLoop loop) {
        this.loop = loop;
    }

    void add(FrameChannel channel, WireFrame frame, Runnable action) {
        entries.add(new Entry(channel, frame, action));
        schedule();
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
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
        scheduled.set(false);
        if (!entries.isEmpty()) {
            schedule();
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
