package io.angelwire.testing;

import io.angelwire.realtime.HistoryConfig;
import java.time.Duration;

/** How much of a room's past is kept, as a test wants it. */
public record TestHistory(int maxEvents, Duration maxAge, Duration headAge, Duration duplicateWindow)
        implements HistoryConfig {

    /** As the services keep it: 500 events, and more time than a test takes. */
    public static final TestHistory USUAL =
            new TestHistory(500, Duration.ofHours(1), Duration.ofDays(1), Duration.ofMinutes(1));
}
