package io.angelwire.realtime.server;

import io.angelwire.realtime.HistoryConfig;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomHistory;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.auth.TokenVerifier;
import io.angelwire.realtime.server.command.ClientCommands;
import io.angelwire.realtime.server.connection.Connections;
import io.angelwire.realtime.server.connection.OriginPolicy;
import io.angelwire.realtime.server.connection.PingWheel;
import io.angelwire.realtime.server.connection.Session;
import io.angelwire.realtime.server.connection.SessionParts;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.hub.HubLimits;
import io.angelwire.realtime.server.redis.PacedHistory;
import io.angelwire.realtime.server.redis.Subscription;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Builds the parts of this node, starts them, and takes leave of the clients when it ends. */
@Singleton
public class RealtimeNode {

    private static final int PAGE_EVENTS = 100;
    private static final int PAGE_CHARS = 256 * 1024;
    /** Below the pool of six connections, which others use too. */
    private static final int READS_AT_ONCE = 4;

    private static final Duration EARLIEST_RETURN = Duration.ofMillis(500);
    private static final Duration LATEST_RETURN = Duration.ofSeconds(5);

    private final RealtimeConfig config;
    private final Vertx vertx;
    private final Subscription subscription;
    private final Hub hub;
    private final Connections connections;
    private final PingWheel wheel;

    RealtimeNode(
            RealtimeConfig config,
            HistoryConfig historyConfig,
            Vertx vertx,
            Redis redis,
            @RedisClientName("blocking") Redis subscribing) {
        this.config = config;
        this.vertx = vertx;
        Context loop = vertx.getOrCreateContext();
        RealtimeConfig.Subscription timing = config.subscription();
        this.subscription = new Subscription(
                vertx, loop, subscribing, timing.pingInterval(), timing.firstRetry(), timing.lastRetry());
        RoomHistory history = new RoomHistory(redis, historyConfig, PAGE_EVENTS, PAGE_CHARS);
        HubLimits limits = new HubLimits(
                HubLimits.DEFAULTS.recentEvents(),
                HubLimits.DEFAULTS.earlyEvents(),
                config.roomsPerConnection(),
                timing.joinPatience(),
                HubLimits.DEFAULTS.retryDelay());
        this.hub = new Hub(
                task -> loop.runOnContext(now -> task.run()),
                new PacedHistory(history, READS_AT_ONCE),
                subscription,
                (delay, action) -> vertx.setTimer(Math.max(1, delay.toMillis()), timer -> action.run()),
                limits);
        this.connections = new Connections(config.connectionsPerUser());
        this.wheel = new PingWheel(Math.max(1, (int) config.pingInterval().toSeconds()));
    }

    void start(@Observes StartupEvent event) {
        subscription.start(new Subscription.Listener() {
            @Override
            public void subscribed(Room room) {
                hub.subscribed(room);
            }

            @Override
            public void received(PublishedEvent published) {
                hub.received(published);
            }

            @Override
            public void interrupted() {
                hub.interrupted();
            }
        });
        vertx.setPeriodic(1_000, timer -> wheel.tick());
    }

    void stop(@Observes ShutdownEvent event) {
        takeLeave();
        subscription.stop();
    }

    /** Tells every client to reconnect, spread over some seconds. */
    public void takeLeave() {
        for (Session session : connections.all()) {
            session.goodbye(EARLIEST_RETURN, LATEST_RETURN);
        }
    }

    /** Whether the events of all rooms arrive here. */
    public boolean isSubscribed() {
        return subscription.isUp();
    }

    @Produces
    @Singleton
    SessionParts sessionParts(TokenVerifier verifier) {
        return new SessionParts(
                hub,
                verifier,
                connections,
                wheel,
                (delay, action) -> {
                    long id = vertx.setTimer(Math.max(1, delay.toMillis()), timer -> action.run());
                    return () -> vertx.cancelTimer(id);
                },
                config.adminRooms().stream().map(Room::admin).toList(),
                config.authDeadline(),
                config.messagesPerSecond(),
                config.messageBurst());
    }

    @Produces
    @Singleton
    ClientCommands commands(RoomAuthorization authorization) {
        return new ClientCommands(authorization, hub);
    }

    @Produces
    @Singleton
    OriginPolicy originPolicy() {
        return new OriginPolicy(config.allowedOrigins());
    }
}
