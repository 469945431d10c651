package io.angelwire.job.faults;

import static io.angelwire.job.faults.FaultQueue.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.JobOutcome;
import io.angelwire.job.consumer.JobConsumer;
import io.angelwire.job.consumer.QueueSettings;
import io.angelwire.testing.RedisEndpoint;
import io.angelwire.testing.ServerProcess;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What lies between a consumer and its Redis breaks, or Redis itself stops answering. */
class NetworkFaultsTest {

    private static final Duration SOON = FaultSize.withinPromised(Duration.ofSeconds(10));
    private static final int ROUNDS = FaultSize.of(3, 100);
    private static final int JOBS_PER_ROUND = 200;
    private static final long PAUSE_MILLIS = FaultSize.of(7_000, 10_000);

    private final Tally tally = new Tally();
    private FaultQueue queue;
    private TcpProxy proxy;
    private Consuming consuming;

    @BeforeEach
    void consume() {
        queue = new FaultQueue();
        proxy = new TcpProxy(queue.server.port());
        consuming = consume(queue, proxy.port(), tally);
    }

    private static Consuming consume(FaultQueue queue, int port, Tally tally) {
        QueueSettings settings = Consuming.settings(queue.queue).withConcurrency(10);
        Consuming consuming = new Consuming(
                queue.vertx,
                RedisEndpoint.clientOptions().setConnectionString("redis://127.0.0.1:" + port),
                settings,
                job -> {
                    TimeUnit.MILLISECONDS.sleep(1);
                    tally.ran(job.id());
                    return JobOutcome.completed(null);
                });
        eventually().until(consuming.consumer::isReady);
        return consuming;
    }

    @AfterEach
    void close() {
        consuming.close();
        proxy.close();
        queue.close();
    }

    @Test
    void forgottenScriptsAreTaughtAgain() {
        repeat("SCRIPT FLUSH", () -> queue.server.tellAll("SCRIPT FLUSH"));
    }

    @Test
    void connectionsThatRedisClosesAreMadeAgain() {
        repeat("CLIENT KILL", () -> queue.server.tellAll("CLIENT KILL TYPE normal"));
    }

    @Test
    void connectionsThatAreResetAreMadeAgain() {
        repeat("connections reset", proxy::reset);
    }

    private void repeat(String fault, Runnable strike) {
        for (int round = 0; round < ROUNDS; round++) {
            int before = tally.ran();
            tally.accepted(queue.enqueue(JOBS_PER_ROUND));
            eventually().until(() -> tally.ran() > before + JOBS_PER_ROUND / 10);
            strike.run();
            await().atMost(SOON).until(tally::allRan);
        }
        await().atMost(SOON).until(queue::isEmpty);
        FaultSize.print(
                fault,
                "%d times, %d jobs: lost %d, duplicated %d",
                ROUNDS,
                tally.accepted(),
                tally.lost(),
                tally.duplicated());
        assertThat(tally.lost()).isZero();
        assertThat(tally.duplicated()).isZero();
    }

    @Test
    void connectionsThatWentSilentAreGivenUp() {
        tally.accepted(queue.enqueue(JOBS_PER_ROUND));
        eventually().until(() -> tally.ran() > 0);

        proxy.halfOpen();

        long since = System.nanoTime();
        await().atMost(SOON).until(tally::allRan);
        tally.accepted(queue.enqueue(JOBS_PER_ROUND));
        await().atMost(SOON).until(tally::allRan);
        report("connections half open", since);
    }

    @Test
    void consumesAgainSoonAfterANetworkThatSwallowedEverything() {
        for (int time = 0; time < FaultSize.of(1, 5); time++) {
            goSilentAndHeal();
        }
    }

    private void goSilentAndHeal() {
        tally.accepted(queue.enqueue(JOBS_PER_ROUND));
        JobConsumer consumer = consuming.consumer;
        proxy.goSilent();
        await().atMost(SOON).until(() -> !consumer.isReady());
        tally.accepted(queue.enqueue(JOBS_PER_ROUND));

        proxy.heal();

        long since = System.nanoTime();
        await().atMost(SOON).until(() -> consumer.isReady() && tally.allRan());
        report("network silent", since);
    }

    private void report(String fault, long sinceNanos) {
        double seconds = (System.nanoTime() - sinceNanos) / 1e9;
        await().atMost(SOON).until(queue::isEmpty);
        FaultSize.print(
                fault,
                "%d jobs: lost %d, duplicated %d, all done after %.1f s",
                tally.accepted(),
                tally.lost(),
                tally.duplicated(),
                seconds);
        assertThat(tally.lost()).isZero();
        assertThat(tally.duplicated()).isZero();
    }

    /** Both at once, since each takes its time. */
    @Test
    void consumesAgainSoonAfterRedisWasPaused() {
        Tally stoppedTally = new Tally();
        try (FaultQueue stopped = new FaultQueue();
                Consuming other = consume(stopped, stopped.server.port(), stoppedTally)) {
            ServerProcess process = stopped.server.process();
            tally.accepted(queue.enqueue(JOBS_PER_ROUND));
            stoppedTally.accepted(stopped.enqueue(JOBS_PER_ROUND));

            queue.send(Command.CLIENT, "PAUSE", PAUSE_MILLIS, "ALL");
            process.suspend();
            CompletableFuture<Boolean> over =
                    CompletableFuture.supplyAsync(() -> queue.server.ask("PING").equals("+PONG"));
            eventually().until(() -> !consuming.consumer.isReady() && !other.consumer.isReady());
            assertThat(over).isNotDone();
            eventually().until(over::isDone);
            long since = System.nanoTime();
            process.resume();

            await().atMost(SOON).until(() -> consuming.consumer.isReady() && other.consumer.isReady());
            tally.accepted(queue.enqueue(JOBS_PER_ROUND));
            stoppedTally.accepted(stopped.enqueue(JOBS_PER_ROUND));
            await().atMost(SOON).until(() -> tally.allRan() && stoppedTally.allRan());
            report("CLIENT PAUSE for " + PAUSE_MILLIS / 1_000 + " s", since);
            assertThat(stoppedTally.duplicated()).isZero();
            FaultSize.print(
                    "SIGSTOP of Redis for " + PAUSE_MILLIS / 1_000 + " s",
                    "%d jobs: lost %d, duplicated %d",
                    stoppedTally.accepted(),
                    stoppedTally.lost(),
                    stoppedTally.duplicated());
        }
    }
}
