package io.angelwire.job.deadletter;

import io.angelwire.job.QueueName;
import io.angelwire.job.redis.JobContent;
import io.angelwire.job.redis.QueueKeys;
import io.angelwire.job.redis.StreamReply;
import io.angelwire.loop.BackgroundLoop;
import io.angelwire.redis.Unsent;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Takes jobs that failed for good off the queue's dead-letter stream and has them stored. An entry is acknowledged and
 * deleted only after that; one that was read by a process that died comes again after half a minute.
 */
public final class DeadLetterConsumer {

    private static final Logger LOG = Logger.getLogger(DeadLetterConsumer.class);

    /** One name for all nodes: entries are distributed by reading, and reclaimed by idle time, not by owner. */
    private static final String CONSUMER = "recorder";

    private static final int ENTRIES_PER_READ = 50;
    private static final long POLL_MILLIS = 500;
    private static final long RECLAIM_MILLIS = 30_000;
    private static final long ANSWER_SECONDS = 5;

    private final QueueName queue;
    private final String stream;
    private final Redis redis;
    private final DeadLetterHandler handler;
    private final Runnable onStored;
    private final BackgroundLoop loop;
    private boolean told;
    private long reclaimedNanos = System.nanoTime();

    public DeadLetterConsumer(QueueName queue, Redis redis, DeadLetterHandler handler) {
        this(queue, redis, handler, () -> {});
    }

    /** @param onStored called for each job whose failure was stored */
    public DeadLetterConsumer(QueueName queue, Redis redis, DeadLetterHandler handler, Runnable onStored) {
        this.queue = queue;
        this.stream = QueueKeys.dead(queue);
        this.redis = redis;
        this.handler = handler;
        this.onStored = onStored;
        this.loop = new BackgroundLoop("dead-letters-" + queue, this::poll);
    }

    public void start() {
        loop.start();
    }

    public void stop() {
        loop.stop(Duration.ofSeconds(ANSWER_SECONDS));
    }

    private long poll() throws InterruptedException {
        try {
            Response fresh = fresh();
            store(fresh);
            boolean reclaim = System.nanoTime() - reclaimedNanos > TimeUnit.MILLISECONDS.toNanos(RECLAIM_MILLIS / 3);
            if (fresh != null || reclaim) {
                handler.summarize();
            }
            if (reclaim) {
                reclaimedNanos = System.nanoTime();
                store(reclaimed());
            }
            told = false;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            if (!told) {
                LOG.warnf("Queue %s: dead letters can't be stored yet, trying again: %s", queue, e.getMessage());
                LOG.debug("Storing dead letters failed", e);
                told = true;
            }
        }
        return POLL_MILLIS;
    }

    private Response reclaimed() throws InterruptedException, ExecutionException, TimeoutException {
        return send(Request.cmd(Command.XAUTOCLAIM)
                        .arg(stream)
                        .arg(QueueKeys.DEAD_LETTER_GROUP)
                        .arg(CONSUMER)
                        .arg(RECLAIM_MILLIS)
                        .arg("0")
                        .arg("COUNT")
                        .arg(ENTRIES_PER_READ))
                .get(1);
    }

    /** @return null for none */
    private Response fresh() throws InterruptedException, ExecutionException, TimeoutException {
        try {
            Response reply = send(Request.cmd(Command.XREADGROUP)
                    .arg("GROUP")
                    .arg(QueueKeys.DEAD_LETTER_GROUP)
                    .arg(CONSUMER)
                    .arg("COUNT")
                    .arg(ENTRIES_PER_READ)
                    .arg("STREAMS")
                    .arg(stream)
                    .arg(">"));
            return StreamReply.entriesOf(reply, stream);
        } catch (ExecutionException e) {
            if (!String.valueOf(e.getMessage()).contains("NOGROUP")) {
                throw e;
            }
            // A new queue, or Redis lost its data.
            send(Request.cmd(Command.XGROUP)
                    .arg("CREATE")
                    .arg(stream)
                    .arg(QueueKeys.DEAD_LETTER_GROUP)
                    .arg("0")
                    .arg("MKSTREAM"));
            return null;
        }
    }

    /** One that can't be stored does not hold up the others: it stays unacknowledged and is reclaimed later. */
    private void store(Response entries) throws InterruptedException, ExecutionException, TimeoutException {
        if (entries == null) {
            return;
        }
        RuntimeException failed = null;
        for (Response entry : entries) {
            try {
                store(entry.get(0).toString(), entry.get(1));
            } catch (RuntimeException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private void store(String id, Response fields) throws InterruptedException, ExecutionException, TimeoutException {
        // id, job, reason, attempts: each name before its value, as history.lua writes them.
        JobContent job = JobContent.parse(fields.get(3).toString());
        DeadLetter letter = new DeadLetter(
                queue.whole(),
                id,
                fields.get(1).toString(),
                job.name(),
                job.payload(),
                job.optionsText(),
                fields.get(5).toString(),
                fields.get(7).toInteger());
        boolean stored = handler.handle(letter, () -> isWithdrawn(id));
        send(Request.cmd(Command.XACK)
                .arg(stream)
                .arg(QueueKeys.DEAD_LETTER_GROUP)
                .arg(id));
        send(Request.cmd(Command.XDEL).arg(stream).arg(id));
        if (stored) {
            onStored.run();
        }
    }

    /** An entry that was read is in the stream until it is stored; or until its job is tried again, which deletes it. */
    private boolean isWithdrawn(String id) {
        try {
            return send(Request.cmd(Command.XRANGE).arg(stream).arg(id).arg(id)).size() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Redis was asked for a dead letter", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Redis can't be asked for a dead letter", e);
        }
    }

    private Response send(Request request) throws InterruptedException, ExecutionException, TimeoutException {
        return Unsent.send(redis, request)
                .toCompletionStage()
                .toCompletableFuture()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
}
