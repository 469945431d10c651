package io.angelwire.job.consumer;

import static io.angelwire.job.consumer.Answers.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.ChildResult;
import io.angelwire.job.JobControls;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.redis.LeasedJob;
import io.angelwire.job.redis.QueueCommands;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * One delivery of a job to this process, from the take until its outcome is written: what its handler reports, and
 * whether it is to stop.
 *
 * <p>Reports never hold up the handler: one is under way at a time, the next carries all that came meanwhile, and one
 * that fails is dropped.
 */
final class Execution implements JobControls {

    private static final Logger LOG = Logger.getLogger(Execution.class);
    private static final int LONGEST_LINE = 500;

    /** Why a job is to stop. */
    enum Stop {
        CANCELLED,
        TIMED_OUT,
        LEASE_LOST
    }

    private final Lease lease;
    private final LeasedJob job;
    private final QueueCommands commands;
    private final ObjectMapper json;
    private final PayloadCipher cipher;

    private Thread thread;
    private boolean ended;
    private boolean started;
    private volatile Stop stop;

    private String progress = "";
    private List<String> lines = new ArrayList<>(0);
    private boolean reporting;
    private Runnable afterReports;

    /** @param cipher of the results of its children */
    Execution(Lease lease, LeasedJob job, QueueCommands commands, ObjectMapper json, PayloadCipher cipher) {
        this.lease = lease;
        this.job = job;
        this.commands = commands;
        this.json = json;
        this.cipher = cipher;
    }

    Lease lease() {
        return lease;
    }

    LeasedJob job() {
        return job;
    }

    /** The calling thread runs the handler from now on. @return false if it is not to be run any more */
    synchronized boolean begin() {
        if (stop != null) {
            return false;
        }
        thread = Thread.currentThread();
        return true;
    }

    /** @return true the first time */
    boolean countStart() {
        boolean first = !started;
        started = true;
        return first;
    }

    /** The handler has returned; an interruption that was meant for it stays with it. */
    synchronized void end() {
        thread = null;
        ended = true;
        Thread.interrupted();
    }

    /** Has no effect on a handler that has returned. Only the first reason counts. */
    synchronized void stop(Stop why) {
        if (stop != null || ended) {
            return;
        }
        stop = why;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Null while it may go on. */
    Stop stopReason() {
        return stop;
    }

    @Override
    public boolean isStopped() {
        return stop != null;
    }

    @Override
    public void progress(Object value) {
        String text;
        try {
            text = json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("progress that can't be written as JSON", e);
        }
        synchronized (this) {
            progress = text;
            report();
        }
    }

    @Override
    public void log(String line) {
        String text = System.currentTimeMillis() + " " + line.replaceAll("\\s+", " ");
        synchronized (this) {
            lines.add(text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE));
            if (lines.size() > LOG_LINES) {
                lines.remove(0);
            }
            report();
        }
    }

    /** Runs the action when every report has been answered, at once if there is none: nothing is reported after the end. */
    void whenReported(Runnable action) {
        synchronized (this) {
            if (reporting) {
                afterReports = action;
                return;
            }
        }
        action.run();
    }

    private synchronized void report() {
        if (reporting || progress.isEmpty() && lines.isEmpty()) {
            return;
        }
        reporting = true;
        var report = commands.report(lease.consumer(), job, progress, LOG_LINES, lines);
        progress = "";
        lines = new ArrayList<>(0);
        report.onComplete(done -> {
            if (done.failed()) {
                LOG.debugf(
                        "A report of job %s was dropped: %s",
                        job.id(), done.cause().getMessage());
            }
            reported();
        });
    }

    private void reported() {
        Runnable action = null;
        synchronized (this) {
            reporting = false;
            report();
            if (!reporting) {
                action = afterReports;
                afterReports = null;
            }
        }
        if (action != null) {
            action.run();
        }
    }

    @Override
    public List<ChildResult> children() {
        try {
            return await(commands.children(job.id())).stream()
                    .map(child -> child.decrypted(cipher))
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisUnavailableException(e);
        }
    }
}
