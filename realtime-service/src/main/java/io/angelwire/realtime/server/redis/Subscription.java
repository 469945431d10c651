package io.angelwire.realtime.server.redis;

import io.angelwire.realtime.NodeNotices;
import io.angelwire.realtime.PublishedEvent;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomKeys;
import io.angelwire.realtime.TransientEvent;
import io.angelwire.realtime.server.hub.RoomChannels;
import io.angelwire.redis.ServerPing;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * The node's one subscription connection. It subscribes to the channels of wanted rooms, reconnects with backoff when
 * the connection is lost, and subscribes to all of them again. The channels are sharded ones where the server has them
 * ({@code SSUBSCRIBE}); on a cluster the connection is one to each server, and lost when it is lost to one, or when a room
 * has moved to another.
 *
 * <p>A connection whose other end vanished stays open for ever and carries nothing, which looks like silence in all
 * rooms. So a PING goes out at an interval, and a connection on which nothing at all arrived since the last one is
 * given up. (The reply can't be awaited by itself: the client hands it to whoever is next when messages come between.)
 *
 * <p>Runs on one Vert.x context.
 */
public final class Subscription implements RoomChannels {

    private static final Logger LOG = Logger.getLogger(Subscription.class);

    /** Told about the rooms' events; the hub. */
    public interface Listener {
        void subscribed(Room room);

        void received(PublishedEvent event);

        void received(TransientEvent event);

        /** Notices for the nodes arrive from now on. */
        void noticesSubscribed();

        /** A notice for all nodes. */
        void noticed(String message);

        void interrupted();
    }

    private final Vertx vertx;
    private final Context context;
    private final Redis redis;
    private final Duration pingInterval;
    private final ReconnectBackoff backoff;
    private Listener listener;

    private final RoomSubscriptions rooms = new RoomSubscriptions();
    /** Unconfirmed when it was looked last. */
    private Set<Room> overdue = Set.of();

    /** Some were confirmed since then: a crowd has come, and they take their time. */
    private boolean confirming;

    private RedisConnection connection;
    private PubSubKind kind;
    private boolean heard;
    private boolean stopped;
    private long pingTimer;
    private volatile boolean up;

    /**
     * @param context where everything runs, the hub's loop
     * @param redis a client whose connections are used for this alone
     * @param pingInterval a lost connection is noticed after two of them
     */
    public Subscription(
            Vertx vertx, Context context, Redis redis, Duration pingInterval, Duration firstRetry, Duration lastRetry) {
        this.vertx = vertx;
        this.context = context;
        this.redis = redis;
        this.pingInterval = pingInterval;
        this.backoff = new ReconnectBackoff(firstRetry, lastRetry, ThreadLocalRandom::current);
    }

    public void start(Listener told) {
        context.runOnContext(ignored -> {
            listener = told;
            checkAliveLater();
            connect();
        });
    }

    public void stop() {
        context.runOnContext(ignored -> {
            stopped = true;
            up = false;
            vertx.cancelTimer(pingTimer);
            if (connection != null) {
                connection.close();
                connection = null;
            }
        });
    }

    /** Connected, and every wanted room's events arrive. */
    public boolean isUp() {
        return up;
    }

    @Override
    public void subscribe(Room room) {
        rooms.want(room);
        if (connection != null) {
            subscribeTo(rooms.ask(room));
        }
    }

    @Override
    public void unsubscribe(Room room) {
        rooms.unwant(room);
        if (connection != null && rooms.leave(room)) {
            send(kind.unsubscribe(), List.of(room));
        }
    }

    private void connect() {
        if (stopped) {
            return;
        }
        redis.connect()
                .onComplete(result -> context.runOnContext(ignored -> {
                    if (result.failed()) {
                        LOG.debugf(
                                "no subscription connection: %s", result.cause().getMessage());
                        retry();
                    } else if (stopped) {
                        result.result().close();
                    } else {
                        recognize(result.result());
                    }
                }));
    }

    private void recognize(RedisConnection fresh) {
        fresh.send(Request.cmd(Command.INFO).arg("server"))
                .onComplete(info -> context.runOnContext(ignored -> {
                    if (info.succeeded() && !stopped) {
                        connected(fresh, PubSubKind.of(info.result().toString()));
                    } else {
                        fresh.close();
                        retry();
                    }
                }));
    }

    private void connected(RedisConnection fresh, PubSubKind itsKind) {
        connection = fresh;
        kind = itsKind;
        heard = true;
        overdue = Set.of();
        fresh.handler(message -> context.runOnContext(ignored -> handle(fresh, message)));
        fresh.endHandler(ignored -> context.runOnContext(now -> ended(fresh, "closed")));
        fresh.exceptionHandler(failure -> context.runOnContext(now -> ended(fresh, failure.getMessage())));
        // Proves that the connection serves, also when no room is wanted.
        ping();
        fresh.send(Request.cmd(Command.SUBSCRIBE).arg(NodeNotices.CHANNEL))
                .onFailure(failure -> context.runOnContext(now -> lost(fresh, failure.getMessage())));
        subscribeTo(rooms.begin());
        LOG.debugf("subscription connection open, %d rooms", rooms.size());
        checkUp();
    }

    private void subscribeTo(List<Room> asked) {
        int most = kind.channelsPerCommand();
        for (int from = 0; from < asked.size(); from += most) {
            send(kind.subscribe(), asked.subList(from, Math.min(asked.size(), from + most)));
        }
    }

    private void send(Command command, List<Room> named) {
        RedisConnection used = connection;
        Request request = Request.cmd(command);
        for (Room room : named) {
            request.arg(RoomKeys.live(room));
        }
        used.send(request).onFailure(failure -> context.runOnContext(now -> lost(used, failure.getMessage())));
    }

    private void handle(RedisConnection from, Response message) {
        if (from != connection) {
            return;
        }
        // In a cluster each server must answer the ping; what one sends says nothing of the others.
        heard |= !kind.cluster();
        if (message != null && message.type() == ResponseType.ERROR) {
            // A subscription was refused: the room is on another server than it was.
            lost(from, message.toString());
            return;
        }
        if (!isList(message) || message.size() != 3) {
            return;
        }
        String what = message.get(0).toString();
        if (message.get(1).toString().equals(NodeNotices.CHANNEL)) {
            if ("message".equals(what)) {
                listener.noticed(message.get(2).toString());
            } else if ("subscribe".equals(what)) {
                listener.noticesSubscribed();
            }
            return;
        }
        switch (what) {
            case "message", "smessage" -> received(message.get(2).toString());
            case "subscribe", "ssubscribe" ->
                confirmed(RoomKeys.roomOfLive(message.get(1).toString()));
            case "unsubscribe", "sunsubscribe" ->
                left(from, RoomKeys.roomOfLive(message.get(1).toString()));
            default -> {}
        }
    }

    /** The answer to a ping that a lost connection sent is a plain string, whose {@code isArray} throws. */
    private static boolean isList(Response message) {
        return message != null && (message.type() == ResponseType.MULTI || message.type() == ResponseType.PUSH);
    }

    private void received(String json) {
        PublishedEvent event;
        try {
            if (TransientEvent.isOne(json)) {
                listener.received(TransientEvent.parse(json));
                return;
            }
            event = PublishedEvent.parse(json);
        } catch (IllegalArgumentException e) {
            LOG.warnf("dropped a message on a room's channel that is no event: %s", e.getMessage());
            return;
        }
        listener.received(event);
    }

    private void confirmed(Room room) {
        confirming = true;
        if (rooms.confirm(room)) {
            listener.subscribed(room);
        }
        subscribeTo(rooms.askNext());
        checkUp();
    }

    /** Also told by a server that hands the room over to another. */
    private void left(RedisConnection from, Room room) {
        if (!rooms.left(room)) {
            lost(from, "a room has moved");
        }
    }

    private void checkUp() {
        if (!up && connection != null && rooms.allConfirmed()) {
            up = true;
            backoff.reset();
        }
    }

    private void checkAliveLater() {
        long due = System.nanoTime() + pingInterval.toNanos();
        pingTimer = vertx.setTimer(
                pingInterval.toMillis(),
                timer -> context.runOnContext(now -> {
                    if (!stopped) {
                        // Who has had no time itself can't say that Redis is silent.
                        checkAlive(System.nanoTime() - due < pingInterval.toNanos() / 2);
                        checkAliveLater();
                    }
                }));
    }

    private void checkAlive(boolean onTime) {
        if (connection == null) {
            return;
        }
        if (onTime && !heard) {
            lost(connection, "silent");
            return;
        }
        if (onTime && !confirming && !Collections.disjoint(overdue, rooms.unconfirmed())) {
            // Further rooms wait for it. In a cluster the client takes the refusal of a server that has the room no
            // more for the answer to a ping, and repeats that.
            lost(connection, "a subscription is not confirmed");
            return;
        }
        overdue = rooms.unconfirmed();
        confirming = false;
        heard = false;
        ping();
    }

    private void ping() {
        RedisConnection used = connection;
        ServerPing.send(used)
                .onComplete(answer -> context.runOnContext(ignored -> {
                    if (answer.failed()) {
                        lost(used, answer.cause().getMessage());
                    } else if (used == connection) {
                        heard = true;
                    }
                }));
    }

    /**
     * In a cluster the connection is several, and the one to a replica ends by itself since it carries nothing. Whether
     * those that matter are still there, the masters say.
     */
    private void ended(RedisConnection which, String reason) {
        if (which != connection) {
            return;
        }
        if (kind.cluster()) {
            ping();
        } else {
            lost(which, reason);
        }
    }

    private void lost(RedisConnection which, String reason) {
        if (which != connection || stopped) {
            return;
        }
        LOG.warnf("subscription connection lost (%s), reconnecting", reason);
        connection = null;
        up = false;
        which.close();
        listener.interrupted();
        retry();
    }

    private void retry() {
        if (!stopped) {
            vertx.setTimer(backoff.next().toMillis(), timer -> context.runOnContext(ignored -> connect()));
        }
    }
}
