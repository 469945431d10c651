package io.angelwire.job.redis;

import io.angelwire.job.QueueName;
import io.angelwire.redis.ServerPing;
import io.angelwire.redis.Unsent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * State changes of jobs as the scripts publish them, on one subscription connection for all queues.
 *
 * <p>Scripts publish only while somebody listens: whoever does keeps a key alive that says so. The connection is checked
 * by a ping each {@value #PING_MILLIS} ms, and built anew, with all subscriptions, when it stays silent. What is
 * published meanwhile is missed: pub/sub is a hint, and whoever depends on an end looks at the job from time to time.
 */
public final class QueueEvents implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(QueueEvents.class);
    private static final long PING_MILLIS = 2_000;
    private static final long WATCHED_MILLIS = 15_000;

    private final Vertx vertx;
    private final Redis blocking;
    private final Redis redis;
    private final Map<QueueName, List<Listener>> listeners = new HashMap<>();
    private final Map<String, Promise<Void>> unconfirmed = new HashMap<>();

    private RedisConnection connection;
    private boolean connecting;
    private volatile boolean heard;
    private boolean closed;
    private long timer = -1;

    /** @param detail what the state says more: a result (JSON), a reason, progress; empty for nothing */
    public record Change(QueueName queue, String state, String jobId, String detail) {}

    /** Called on an event loop: it must not block. */
    public interface Listener {
        void changed(Change change);
    }

    /**
     * @param blocking a client whose connections may be held
     * @param redis for commands
     */
    public QueueEvents(Vertx vertx, Redis blocking, Redis redis) {
        this.vertx = vertx;
        this.blocking = blocking;
        this.redis = redis;
    }

    /** @return completes when every later change is told to the listener */
    public Future<Void> listen(QueueName queue, Listener listener) {
        Future<Void> subscribed;
        synchronized (this) {
            List<Listener> all = listeners.computeIfAbsent(queue, any -> new CopyOnWriteArrayList<>());
            all.add(listener);
            if (timer < 0) {
                timer = vertx.setPeriodic(PING_MILLIS, fired -> check());
            }
            subscribed = all.size() == 1 || unconfirmed.containsKey(QueueKeys.events(queue))
                    ? subscribe(queue)
                    : Future.succeededFuture();
        }
        return subscribed.compose(done -> watch(queue));
    }

    public synchronized void unlisten(QueueName queue, Listener listener) {
        List<Listener> all = listeners.get(queue);
        if (all != null && all.remove(listener) && all.isEmpty()) {
            listeners.remove(queue);
            unconfirmed.remove(QueueKeys.events(queue));
            if (connection != null) {
                connection.send(Request.cmd(Command.UNSUBSCRIBE).arg(QueueKeys.events(queue)));
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        if (connection != null) {
            connection.close();
        }
    }

    private Future<Void> watch(QueueName queue) {
        return Unsent.send(
                        redis,
                        Request.cmd(Command.SET)
                                .arg(QueueKeys.watched(queue))
                                .arg("1")
                                .arg("PX")
                                .arg(WATCHED_MILLIS))
                .mapEmpty();
    }

    private Future<Void> subscribe(QueueName queue) {
        Promise<Void> confirmed = unconfirmed.computeIfAbsent(QueueKeys.events(queue), channel -> Promise.promise());
        if (connection != null) {
            sendSubscribe(queue);
        } else {
            connect();
        }
        return confirmed.future();
    }

    private void sendSubscribe(QueueName queue) {
        connection
                .send(Request.cmd(Command.SUBSCRIBE).arg(QueueKeys.events(queue)))
                .onFailure(failure -> lost(failure.getMessage()));
    }

    private synchronized void connect() {
        if (connecting || closed) {
            return;
        }
        connecting = true;
        blocking.connect().onComplete(opened -> {
            synchronized (this) {
                connecting = false;
                if (opened.failed()) {
                    // The periodic check tries again.
                    LOG.debugf(
                            "No connection for queue events: %s", opened.cause().getMessage());
                } else if (closed) {
                    opened.result().close();
                } else {
                    adopt(opened.result());
                }
            }
        });
    }

    private void adopt(RedisConnection opened) {
        connection = opened;
        heard = true;
        opened.handler(this::received);
        opened.endHandler(ended -> ask(opened));
        opened.exceptionHandler(failure -> ask(opened));
        listeners.keySet().forEach(queue -> {
            unconfirmed.computeIfAbsent(QueueKeys.events(queue), channel -> Promise.promise());
            sendSubscribe(queue);
        });
    }

    private synchronized void lost(String reason) {
        if (connection != null) {
            lost(connection, reason);
        }
    }

    private synchronized void lost(RedisConnection ended, String reason) {
        if (connection == ended && !closed) {
            LOG.debugf("The connection for queue events was lost: %s", reason);
            connection = null;
            ended.close();
            connect();
        }
    }

    /** In a cluster what has ended may be the connection to a replica, which carries nothing. */
    private synchronized void ask(RedisConnection asked) {
        if (asked == connection) {
            ServerPing.send(asked)
                    .onSuccess(pong -> heard = true)
                    .onFailure(failure -> lost(asked, failure.getMessage()));
        }
    }

    private synchronized void check() {
        if (closed) {
            return;
        }
        if (connection == null) {
            connect();
        } else if (!heard) {
            lost("silent");
        } else {
            heard = false;
            ask(connection);
        }
        listeners.keySet().forEach(this::watch);
    }

    private void received(Response message) {
        heard = true;
        if (message == null
                || message.type() != ResponseType.MULTI && message.type() != ResponseType.PUSH
                || message.size() != 3) {
            return;
        }
        String channel = message.get(1).toString();
        switch (message.get(0).toString()) {
            case "subscribe" -> confirmed(channel);
            case "message" -> changed(channel, message.get(2).toString());
            default -> {}
        }
    }

    private void confirmed(String channel) {
        Promise<Void> promise;
        synchronized (this) {
            promise = unconfirmed.remove(channel);
        }
        if (promise != null) {
            promise.complete();
        }
    }

    private void changed(String channel, String text) {
        Map.Entry<QueueName, List<Listener>> told;
        synchronized (this) {
            told = listeners.entrySet().stream()
                    .filter(entry -> QueueKeys.events(entry.getKey()).equals(channel))
                    .findFirst()
                    .orElse(null);
        }
        if (told == null) {
            return;
        }
        text.lines().forEach(line -> {
            String[] fields = line.split("\t", 3);
            Change change = new Change(told.getKey(), fields[0], fields[1], fields.length > 2 ? fields[2] : "");
            told.getValue().forEach(listener -> listener.changed(change));
        });
    }
}
