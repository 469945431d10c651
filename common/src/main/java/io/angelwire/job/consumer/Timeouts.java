package io.angelwire.job.consumer;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Stops handlers that take too long. One thread for all queues of the process: it only ever interrupts. */
final class Timeouts {

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "job-timeouts");
        thread.setDaemon(true);
        return thread;
    });

    private Timeouts() {}

    /** @return to be cancelled when the handler has returned */
    static Future<?> stopAfter(Duration timeout, Execution execution) {
        return TIMER.schedule(
                () -> execution.stop(Execution.Stop.TIMED_OUT), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
