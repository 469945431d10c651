package io.angelwire.loop;

import java.time.Duration;
import org.jboss.logging.Logger;

/** A daemon thread of its own that takes a step again and again until it is stopped. A step that fails is not its end. */
public final class BackgroundLoop {

    private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

    /** What is done again and again. */
    public interface Step {

        /** @return for how long to wait before the next one, in ms; {@link #wake} ends that */
        long take() throws InterruptedException;
    }

    private final Step step;
    private final Thread thread;
    private final Signal wake = new Signal();
    private volatile boolean stopping;

    /** @param name of the thread */
    public BackgroundLoop(String name, Step step) {
        this.step = step;
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Lets the next step begin now; if one is being taken, right after it. */
    public void wake() {
        wake.raise();
    }

    /** The step that is being taken is the last one. Does not wait for it. */
    public void stop() {
        stopping = true;
        wake.raise();
    }

    /** @param patience for how long to wait for the last step, at least 1 ms */
    public void stop(Duration patience) {
        stop();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For steps that are long. */
    public boolean isStopping() {
        return stopping;
    }

    private void run() {
        try {
            while (!stopping) {
                wake.await(step());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long step() throws InterruptedException {
        try {
            return step.take();
        } catch (RuntimeException e) {
            LOG.errorf(e, "Loop %s: a step failed; it goes on", thread.getName());
            return PAUSE_AFTER_FAILURE_MILLIS;
        }
    }
}
