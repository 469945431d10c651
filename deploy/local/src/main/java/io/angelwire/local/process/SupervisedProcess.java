package io.angelwire.local.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that is kept running: when it ends without having been told to, it is started again, and that is said.
 *
 * <p>All state changes happen under the object's lock; the readiness probe, which may wait for a connection, does not
 * hold it. What a probe or an exit reports is only believed if the process that it is about is still the current one.
 */
public final class SupervisedProcess {

    private static final Duration BETWEEN_PROBES = Duration.ofMillis(60);

    private static final File NOTHING = new File("/dev/null");

    private final Program program;
    private final Path log;
    private final PidFile pidFile;
    private final Announcer announcer;
    private final ScheduledExecutorService threads;
    private final RestartPolicy.Delays delays;
    private final RestartPolicy restarts;

    private Process current;
    private boolean wanted;
    private boolean restarting;
    private boolean givenUp;
    private Instant launchedAt;
    private Instant readyAt;
    private CompletableFuture<Void> ready = new CompletableFuture<>();

    SupervisedProcess(
            Program program,
            Path log,
            PidFile pidFile,
            Announcer announcer,
            ScheduledExecutorService threads,
            RestartPolicy.Delays delays) {
        this.program = program;
        this.log = log;
        this.pidFile = pidFile;
        this.announcer = announcer;
        this.threads = threads;
        this.delays = delays;
        this.restarts = new RestartPolicy(delays);
    }

    public String name() {
        return program.name();
    }

    public Path log() {
        return log;
    }

    /** The process that runs now, empty while there is none. */
    public synchronized Optional<ProcessHandle> handle() {
        return Optional.ofNullable(current).filter(Process::isAlive).map(Process::toHandle);
    }

    public synchronized boolean isReady() {
        return readyAt != null;
    }

    /** Starts it and keeps it running from now on; nothing happens if it is already so. */
    public synchronized void start() {
        if (!wanted) {
            wanted = true;
            restarting = false;
            notReady();
            launch();
        }
    }

    /**
     * Waits until the process serves.
     *
     * @throws ProcessFailedException if it was given up, or is not ready in time
     */
    public void awaitReady(Duration timeout) throws InterruptedException {
        CompletableFuture<Void> awaited;
        synchronized (this) {
            awaited = ready;
        }
        try {
            awaited.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ProcessFailedException(name() + " is not ready after " + timeout.toSeconds() + " s", log);
        } catch (ExecutionException e) {
            throw new ProcessFailedException(e.getCause().getMessage(), log);
        }
    }

    /** Ends it as a crash would (SIGKILL); it is started again as after any crash. */
    public void kill() {
        handle().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Ends it as a crash would (SIGKILL) and leaves it down until {@link #start()}. Returns when it has ended. */
    public void crash() {
        Process process = unwanted();
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    /** Asks it to end, kills it after its grace period, and leaves it down. Returns when it has ended. */
    public void stop() {
        Process process = unwanted();
        if (process == null) {
            return;
        }
        program.stopSignal().sendTo(process.toHandle());
        try {
            if (!process.waitFor(program.grace().toMillis(), TimeUnit.MILLISECONDS)) {
                announcer.say(name() + " did not stop within " + program.grace().toSeconds() + " s and was killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        process.onExit().join();
    }

    /** From now on it is not started again, whatever ends it. */
    synchronized void dismiss() {
        wanted = false;
    }

    private synchronized Process unwanted() {
        wanted = false;
        notReady();
        return current;
    }

    private synchronized void launch() {
        if (!wanted || (current != null && current.isAlive())) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(program.command())
                .directory(program.directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(program.environment());
        try {
            current = builder.start();
            pidFile.write(current.toHandle());
        } catch (IOException e) {
            wanted = false;
            ready.completeExceptionally(e);
            throw new UncheckedIOException("Cannot start " + name(), e);
        }
        launchedAt = Instant.now();
        Process launched = current;
        launched.onExit().thenRun(() -> ended(launched));
        later(() -> probe(launched), Duration.ZERO);
    }

    private void probe(Process launched) {
        boolean yes;
        try {
            yes = program.readiness().ready();
        } catch (Exception e) {
            yes = false;
        }
        synchronized (this) {
            if (launched != current || !wanted || !launched.isAlive()) {
                return;
            }
            if (!yes) {
                later(() -> probe(launched), BETWEEN_PROBES);
                return;
            }
            readyAt = Instant.now();
            givenUp = false;
            if (restarting) {
                announcer.say("%s is back after %.1f s"
                        .formatted(name(), Duration.between(launchedAt, readyAt).toMillis() / 1000.0));
            }
            ready.complete(null);
        }
    }

    private synchronized void ended(Process process) {
        if (process != current) {
            return;
        }
        try {
            pidFile.delete();
        } catch (IOException e) {
            announcer.say("Cannot delete the pid file of " + name() + ": " + e.getMessage());
        }
        current = null;
        if (!wanted) {
            return;
        }
        Duration served = readyAt == null ? null : Duration.between(readyAt, Instant.now());
        notReady();
        Optional<Duration> delay = restarts.afterEnd(served);
        String end = "%s ended (%s)".formatted(name(), ExitCode.describe(process.exitValue()));
        if (delay.isPresent()) {
            announcer.say("%s and is started again in %.1f s. Log: %s"
                    .formatted(end, delay.get().toMillis() / 1000.0, log));
            restarting = true;
            later(this::launch, delay.get());
        } else {
            giveUp();
        }
    }

    private void giveUp() {
        String failed = "%s could not start %d times in a row".formatted(name(), RestartPolicy.STARTS);
        if (program.essential()) {
            if (!givenUp) {
                announcer.say("%s. Nothing works without it, so it is tried again every %d s. Log: %s"
                        .formatted(failed, delays.longest().toSeconds(), log));
            }
            restarting = true;
            later(this::launch, delays.longest());
        } else {
            wanted = false;
            announcer.say(failed + " and is left alone; everything else goes on. Log: " + log);
        }
        givenUp = true;
        ready.completeExceptionally(new IllegalStateException(failed));
    }

    private void notReady() {
        readyAt = null;
        if (ready.isDone()) {
            ready = new CompletableFuture<>();
        }
    }

    private void later(Runnable task, Duration delay) {
        try {
            threads.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The supervisor is closed: nothing is started or awaited any more.
        }
    }
}
