package io.angelwire.realtime.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.message.Messages;
import io.angelwire.realtime.NodeNotices;
import io.angelwire.realtime.RealtimePublisher;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomDirectory;
import io.angelwire.realtime.RoomPresence;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.auth.TokenVerifier;
import io.angelwire.realtime.server.command.ChatCommands;
import io.angelwire.realtime.server.command.ClientCommand;
import io.angelwire.realtime.server.command.ClientCommands;
import io.angelwire.realtime.server.command.RoomCommands;
import io.angelwire.realtime.server.connection.ConnectionGate;
import io.angelwire.realtime.server.connection.Connections;
import io.angelwire.realtime.server.connection.Drain;
import io.angelwire.realtime.server.connection.OriginPolicy;
import io.angelwire.realtime.server.connection.PingWheel;
import io.angelwire.realtime.server.connection.SessionParts;
import io.angelwire.realtime.server.domain.DomainCalls;
import io.angelwire.realtime.server.frame.FrameWriters;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.hub.HubLimits;
import io.angelwire.realtime.server.hub.PastEvents;
import io.angelwire.realtime.server.node.ArrivalSpans;
import io.angelwire.realtime.server.node.NodeMeters;
import io.angelwire.realtime.server.node.NoticeReader;
import io.angelwire.realtime.server.node.RoomReporter;
import io.angelwire.realtime.server.presence.PresenceTracker;
import io.angelwire.realtime.server.redis.Subscription;
import io.angelwire.realtime.server.rights.MembershipReview;
import io.angelwire.realtime.server.rights.StandingRooms;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.OpenConnections;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** Builds the parts of this node, starts them, and takes leave of the clients when it ends. */
@Singleton
public class RealtimeNode {

    private static final int REPORTS_IN_A_LIFE = 3;
    private static final long TICK_MILLIS = 1_000;

    /** In which clients that were sent away close their connections. Each is given two seconds, by a node that has time. */
    private static final Duration CLOSING_TIME = Duration.ofSeconds(8);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private static final Duration EARLIEST_RETURN = Duration.ofMillis(500);
    private static final Duration LATEST_RETURN = Duration.ofSeconds(5);

    private final RealtimeConfig config;
    private final Vertx vertx;
    private final Subscription subscription;
    private final Context loop;
    private final Executor onLoop;
    private final Hub hub;
    private final PresenceTracker presence;
    private final RoomReporter reporter;
    private final NoticeReader notices;
    private final Connections connections;
    private final ConnectionGate gate;
    private final PingWheel wheel;
    private final List<Long> timers = new ArrayList<>();
    private volatile boolean stopped;

    RealtimeNode(
            RealtimeConfig config,
            Vertx vertx,
            PastEvents past,
            RoomPresence roomPresence,
            RoomDirectory directory,
            NodeNotices nodeNotices,
            ObjectMapper json,
            @RedisClientName("blocking") Redis subscribing,
            MeterRegistry meters) {
        this.config = config;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.onLoop = task -> loop.runOnContext(now -> task.run());
        RealtimeConfig.Subscription timing = config.subscription();
        this.subscription = new Subscription(
                vertx, loop, subscribing, timing.pingInterval(), timing.firstRetry(), timing.lastRetry());
        HubLimits limits = new HubLimits(
                HubLimits.DEFAULTS.recentEvents(),
                HubLimits.DEFAULTS.recentSize(),
                HubLimits.DEFAULTS.earlyEvents(),
                config.roomsPerConnection(),
                timing.joinPatience(),
                HubLimits.DEFAULTS.retryDelay());
        this.hub = new Hub(
                onLoop,
                past,
                subscription,
                (delay, action) -> vertx.setTimer(Math.max(1, delay.toMillis()), timer -> action.run()),
                limits);
        Duration reportInterval = config.presence().life().dividedBy(REPORTS_IN_A_LIFE);
        LongSupplier millis = () -> System.nanoTime() / 1_000_000;
        this.presence = new PresenceTracker(onLoop, hub, roomPresence, json, reportInterval, millis);
        this.reporter = new RoomReporter(onLoop, directory, reportInterval, millis);
        hub.observe(presence);
        hub.observe(reporter);
        this.connections =
                new Connections(config.connectionsPerUser(), config.userMessagesPerSecond(), config.userMessageBurst());
        this.gate = new ConnectionGate(
                new ConnectionGate.Limits(
                        config.handshakesPerSecond(),
                        config.handshakeBurst(),
                        config.maxConnections(),
                        config.maxAnonymous()),
                connections::size,
                connections::anonymous,
                System::nanoTime);
        this.notices = new NoticeReader(onLoop, nodeNotices, connections::disconnect, json);
        NodeMeters.register(connections, hub, subscription::isUp, meters);
        this.wheel = new PingWheel(Math.max(1, (int) config.pingInterval().toSeconds()));
    }

    void start(@Observes StartupEvent event, RoomAuthorization authorization, Tracer tracer) {
        MembershipReview review =
                new MembershipReview(onLoop, hub, authorization, config.rights().reviewEvents());
        subscription.start(new IncomingEvents(hub, presence, review, notices, new ArrivalSpans(tracer)));
        timers.add(vertx.setPeriodic(TICK_MILLIS, timer -> wheel.tick()));
        everyOnLoop(TICK_MILLIS, presence::tick);
        everyOnLoop(TICK_MILLIS, reporter::tick);
        everyOnLoop(config.rights().reviewInterval().toMillis(), review::reviewAll);
    }

    private void everyOnLoop(long millis, Runnable action) {
        timers.add(vertx.setPeriodic(
                millis,
                timer -> onLoop.execute(() -> {
                    if (!stopped) {
                        action.run();
                    }
                })));
    }

    /** Before anything stops: by the time of the {@link ShutdownEvent} the server has cut all connections. */
    void drain(@Observes ShutdownDelayInitiatedEvent event, OpenConnections open) {
        gate.close();
        takeLeave();
        long deadline = System.nanoTime() + CLOSING_TIME.toNanos();
        while (open.stream().findAny().isPresent() && System.nanoTime() < deadline) {
            pause(LOOK_AGAIN);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        timers.forEach(vertx::cancelTimer);
        subscription.stop();
    }

    /** Tells every client to reconnect; they are let go over some seconds, and told to spread themselves, too. */
    public void takeLeave() {
        new Drain(config.drainTime(), RealtimeNode::pause, new Random())
                .run(connections.all(), session -> session.goodbye(EARLIEST_RETURN, LATEST_RETURN));
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many connections the user has on this node. */
    public int connections(UUID userId) {
        return connections.of(userId);
    }

    /** Whether the events of all rooms arrive here. */
    public boolean isSubscribed() {
        return subscription.isUp();
    }

    @Produces
    @Singleton
    FrameWriters frameWriters() {
        return new FrameWriters();
    }

    @Produces
    @Singleton
    SessionParts sessionParts(TokenVerifier verifier, RoomAuthorization authorization, FrameWriters writers) {
        return new SessionParts(
                hub,
                writers,
                verifier,
                connections,
                wheel,
                (delay, action) -> {
                    long id = vertx.setTimer(Math.max(1, delay.toMillis()), timer -> action.run());
                    return () -> vertx.cancelTimer(id);
                },
                new StandingRooms(
                        authorization,
                        config.adminRooms().stream().map(Room::admin).toList()),
                config.authDeadline(),
                config.messagesPerSecond(),
                config.messageBurst());
    }

    @Produces
    @Singleton
    ClientCommands commands(
            RoomAuthorization authorization,
            Messages messages,
            DomainCalls domain,
            RealtimePublisher publisher,
            ObjectMapper json) {
        List<ClientCommand> all = new ArrayList<>(RoomCommands.of(authorization, hub));
        all.addAll(ChatCommands.of(
                messages, domain, authorization, hub, presence, publisher, json, config.typingWindow()));
        return new ClientCommands(all);
    }

    @Produces
    @Singleton
    ConnectionGate connectionGate() {
        return gate;
    }

    @Produces
    @Singleton
    OriginPolicy originPolicy() {
        return new OriginPolicy(config.allowedOrigins());
    }
}
