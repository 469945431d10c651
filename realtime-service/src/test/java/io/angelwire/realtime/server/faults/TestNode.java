package io.angelwire.realtime.server.faults;

import io.angelwire.realtime.HistoryConfig;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomHistory;
import io.angelwire.realtime.TransientEvent;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.hub.HubLimits;
import io.angelwire.realtime.server.redis.BatchedHistory;
import io.angelwire.realtime.server.redis.Subscription;
import io.quarkus.redis.runtime.client.ObservableRedis;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The part of a node between Redis and its clients, as the service builds it. */
public final class TestNode implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Subscription subscription;
    private final AtomicInteger interruptions = new AtomicInteger();
    final Hub hub;

    TestNode(Supplier<RedisOptions> redis, HistoryConfig history) {
        this(redis, history, HubLimits.DEFAULTS.joinPatience());
    }

    /** @param joinPatience how long a join waits for Redis */
    public TestNode(Supplier<RedisOptions> redis, HistoryConfig history, Duration joinPatience) {
        HubLimits usual = HubLimits.DEFAULTS;
        Context loop = vertx.getOrCreateContext();
        subscription = new Subscription(
                vertx,
                loop,
                // As Quarkus gives it to the service.
                new ObservableRedis(Redis.createClient(vertx, redis.get()), "blocking", null),
                Duration.ofSeconds(1),
                Duration.ofMillis(50),
                Duration.ofMillis(500));
        hub = new Hub(
                task -> loop.runOnContext(now -> task.run()),
                new BatchedHistory(new RoomHistory(Redis.createClient(vertx, redis.get()), history, 20, 100_000), 2),
                subscription,
                (delay, action) -> vertx.setTimer(Math.max(1, delay.toMillis()), timer -> action.run()),
                new HubLimits(
                        usual.recentEvents(),
                        usual.recentSize(),
                        usual.earlyEvents(),
                        usual.roomsPerMember(),
                        joinPatience,
                        usual.retryDelay()));
        subscription.start(new Subscription.Listener() {
            @Override
            public void subscribed(Room room) {
                hub.subscribed(room);
            }

            @Override
            public void received(PublishedEvent event) {
                hub.received(event);
            }

            @Override
            public void received(TransientEvent event) {
                hub.received(event);
            }

            @Override
            public void noticesSubscribed() {}

            @Override
            public void noticed(String message) {}

            @Override
            public void interrupted() {
                interruptions.incrementAndGet();
                hub.interrupted();
            }
        });
    }

    public Hub hub() {
        return hub;
    }

    public boolean isUp() {
        return subscription.isUp();
    }

    int interruptions() {
        return interruptions.get();
    }

    /** All its connections end, and nobody takes leave. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
