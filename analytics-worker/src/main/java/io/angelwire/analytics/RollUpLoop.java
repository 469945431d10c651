package io.angelwire.analytics;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Adds up what has been kept, again and again. */
@ApplicationScoped
class RollUpLoop {

    private static final Logger LOG = Logger.getLogger(RollUpLoop.class);
    private static final long LONGEST_STOP_SECONDS = 10;

    private final RollUp rollUp;
    private final AnalyticsConfig config;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "analytics-roll-up");

    RollUpLoop(RollUp rollUp, AnalyticsConfig config) {
        this.rollUp = rollUp;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(LONGEST_STOP_SECONDS));
    }

    private void run() {
        try {
            do {
                addAll();
            } while (!stopping.await(config.rollUpEvery().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Failing is no loss: the events stay, and the next round finds them. */
    private void addAll() {
        try {
            int added;
            do {
                added = rollUp.addSome();
            } while (added == RollUp.EVENTS_AT_ONCE && stopping.getCount() > 0);
        } catch (RuntimeException e) {
            LOG.warnf("Events were not added up: %s", e.getMessage());
        }
    }
}
