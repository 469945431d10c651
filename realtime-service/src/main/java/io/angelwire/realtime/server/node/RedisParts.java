package io.angelwire.realtime.server.node;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.Ids;
import io.angelwire.realtime.HistoryConfig;
import io.angelwire.realtime.NodeNotices;
import io.angelwire.realtime.RoomDirectory;
import io.angelwire.realtime.RoomHistory;
import io.angelwire.realtime.RoomPresence;
import io.angelwire.realtime.server.RealtimeConfig;
import io.angelwire.realtime.server.hub.PastEvents;
import io.angelwire.realtime.server.redis.BatchedHistory;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What Redis holds for all nodes, as this node uses it. */
@Singleton
class RedisParts {

    private static final int PAGE_EVENTS = 100;
    private static final int PAGE_CHARS = 256 * 1024;
    /** The pool has six connections, which others use too; and what waits meanwhile is read together. */
    private static final int READS_AT_ONCE = 2;

    private final String nodeId = Ids.newId().toString();
    private final Redis redis;
    private final RealtimeConfig config;

    RedisParts(Redis redis, RealtimeConfig config) {
        this.redis = redis;
        this.config = config;
    }

    @Produces
    @Singleton
    RoomPresence presence(ObjectMapper json) {
        return new RoomPresence(
                redis, json, nodeId, config.presence().life(), config.presence().listed());
    }

    @Produces
    @Singleton
    RoomDirectory directory() {
        return new RoomDirectory(redis, nodeId, config.presence().life());
    }

    @Produces
    @Singleton
    NodeNotices notices() {
        return new NodeNotices(redis);
    }

    @Produces
    @Singleton
    PastEvents past(HistoryConfig history) {
        return new BatchedHistory(new RoomHistory(redis, history, PAGE_EVENTS, PAGE_CHARS), READS_AT_ONCE);
    }
}
