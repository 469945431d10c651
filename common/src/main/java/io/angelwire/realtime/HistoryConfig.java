package io.angelwire.realtime;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of a room's past is kept in Redis, for clients that come back. */
@ConfigMapping(prefix = "angelwire.realtime.history")
public interface HistoryConfig {

    /** Events kept for each room, approximately. Default 500. */
    @WithDefault("500")
    int maxEvents();

    /** How long the history of a silent room is kept. Default 24 hours. */
    @WithDefault("24h")
    Duration maxAge();

    /**
     * How long a silent room's offset is kept; longer than {@link #maxAge}, so that a client that missed nothing is
     * told so although the history is gone. Default 7 days.
     */
    @WithDefault("7d")
    Duration headAge();

    /** How long a published event's id is remembered, to drop a repetition. Default 1 hour. */
    @WithDefault("1h")
    Duration duplicateWindow();
}
