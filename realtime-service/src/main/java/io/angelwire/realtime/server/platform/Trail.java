package io.angelwire.realtime.server.platform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The newest events that a client was sent, in the order of sending, over all rooms. A client that comes back names the last
 * one that it received; what is behind that in here did not arrive. Used on the hub's loop.
 */
final class Trail {

    /** A client that was further behind when its connection ended can't be recovered. */
    private static final int LENGTH = 256;

    private final Deque<Mark> marks = new ArrayDeque<>(4);

    void add(Mark mark) {
        if (marks.size() == LENGTH) {
            marks.removeFirst();
        }
        marks.addLast(mark);
    }

    /** Comes before what is in here. */
    void addFirst(Mark mark) {
        marks.addFirst(mark);
    }

    void clear() {
        marks.clear();
    }

    /** What was before is not to be gone back to. */
    void restart(Mark mark) {
        marks.clear();
        marks.addLast(mark);
    }

    List<Mark> marks() {
        return List.copyOf(marks);
    }
}
