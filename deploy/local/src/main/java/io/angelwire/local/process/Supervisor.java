package io.angelwire.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps the programs that were given to it running until they are stopped. */
public final class Supervisor implements AutoCloseable {

    /** Enough for every program of the stack to be probed at once, although a probe may wait for its connection. */
    private static final int THREADS = 8;

    private final Path logs;
    private final Path pidFiles;
    private final Announcer announcer;
    private final RestartPolicy.Delays delays;
    private final List<SupervisedProcess> processes = new CopyOnWriteArrayList<>();
    private boolean dismissed;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "supervisor");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param logs folder of the programs' output, one file each
     * @param pidFiles folder that tells a later start what runs now
     */
    public Supervisor(Path logs, Path pidFiles, Announcer announcer) {
        this(logs, pidFiles, announcer, RestartPolicy.DELAYS);
    }

    Supervisor(Path logs, Path pidFiles, Announcer announcer, RestartPolicy.Delays delays) {
        this.logs = logs;
        this.pidFiles = pidFiles;
        this.announcer = announcer;
        this.delays = delays;
    }

    /** Starts a program and keeps it running. Does not wait until it is ready. */
    public SupervisedProcess start(Program program) {
        SupervisedProcess process = new SupervisedProcess(
                program,
                logs.resolve(program.name() + ".log"),
                new PidFile(pidFiles.resolve(program.name() + ".pid")),
                announcer,
                threads,
                delays);
        synchronized (processes) {
            if (dismissed) {
                throw new IllegalStateException("Nothing is started any more");
            }
            processes.add(process);
            process.start();
        }
        return process;
    }

    public List<SupervisedProcess> processes() {
        return List.copyOf(processes);
    }

    /** Asks all of these to end, at the same time, and returns when they have; kills what outlasts its grace period. */
    public void stop(List<SupervisedProcess> stopping) {
        CompletableFuture.allOf(stopping.stream()
                        .map(process ->
                                CompletableFuture.runAsync(process::stop, runnable -> new Thread(runnable).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** From now on nothing is started or started again: the end of a process is no surprise any more. */
    public void dismissAll() {
        synchronized (processes) {
            dismissed = true;
            processes.forEach(SupervisedProcess::dismiss);
        }
    }

    /** Stops whatever still runs. */
    @Override
    public void close() {
        dismissAll();
        stop(processes());
        threads.shutdownNow();
        try {
            threads.awaitTermination(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
