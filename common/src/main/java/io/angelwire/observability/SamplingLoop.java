package io.angelwire.observability;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks at everything that is {@link Sampled}, one after the other: one loop for each process, however often it is scraped. */
@ApplicationScoped
class SamplingLoop {

    private static final Logger LOG = Logger.getLogger(SamplingLoop.class);

    private final List<Sampled> all;
    private final long intervalMillis;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread loop = new Thread(task, "sampling");
        loop.setDaemon(true);
        return loop;
    });

    SamplingLoop(@All List<Sampled> all, SamplingConfig config) {
        this.all = all;
        this.intervalMillis = config.sampleInterval().toMillis();
    }

    void start(@Observes StartupEvent event) {
        thread.scheduleWithFixedDelay(this::sample, 0, intervalMillis, TimeUnit.MILLISECONDS);
    }

    /** Before what is looked at goes away. */
    void stop(@Observes @jakarta.annotation.Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        thread.shutdownNow();
    }

    private void sample() {
        for (Sampled sampled : all) {
            try {
                sampled.sample();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                sampled.forget();
                LOG.debugf("Looking at %s failed: %s", sampled.getClass().getSimpleName(), e.getMessage());
            }
        }
    }
}
