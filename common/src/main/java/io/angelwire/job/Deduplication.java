package io.angelwire.job;

import java.time.Duration;

/**
 * Lets several jobs of a queue that mean the same be one. A job has the key from the moment it is enqueued.
 *
 * @param key what the job is about, {@code reindex:<id>} for instance; 1 to 200 printable ASCII characters without spaces
 * @param window how long the key is kept; null for as long as its job has not ended. {@link Mode#THROTTLE} needs one
 */
public record Deduplication(String key, Mode mode, Duration window) {

    /** What becomes of a job whose key another one has. */
    public enum Mode {
        /** It is not added. The key is free again when its job has ended, or after the window. */
        DROP,
        /**
         * It takes the place of the other while that has not begun: of many in a row the last one runs, after its own
         * delay. One that runs already is left alone.
         */
        DEBOUNCE,
        /** It is not added. The key is free again after the window, whatever became of its job. */
        THROTTLE
    }

    public Deduplication {
        Keys.check("deduplication key", key);
        if (mode == null) {
            throw new IllegalArgumentException("a deduplication has a mode");
        }
        if (mode == Mode.THROTTLE && window == null) {
            throw new IllegalArgumentException("throttling needs a window: " + key);
        }
        if (window != null && window.toMillis() < 1) {
            throw new IllegalArgumentException("a deduplication's window is at least 1 ms: " + window);
        }
    }

    public static Deduplication drop(String key) {
        return new Deduplication(key, Mode.DROP, null);
    }

    public static Deduplication debounce(String key) {
        return new Deduplication(key, Mode.DEBOUNCE, null);
    }

    public static Deduplication throttle(String key, Duration window) {
        return new Deduplication(key, Mode.THROTTLE, window);
    }

    public Deduplication within(Duration newWindow) {
        return new Deduplication(key, mode, newWindow);
    }
}
