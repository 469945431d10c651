package io.angelwire.local.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends the processes of an earlier run whose launcher was killed before it could. */
public final class Leftovers {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private Leftovers() {}

    /**
     * @param pidFiles the folder of that run's pid files; only processes named there, and still the same ones, are ended
     * @return how many there were
     */
    public static int end(Path pidFiles) throws IOException {
        List<ProcessHandle> processes = new ArrayList<>();
        List<PidFile> read = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(pidFiles, "*.pid")) {
            for (Path file : files) {
                PidFile pidFile = new PidFile(file);
                pidFile.read().ifPresent(processes::add);
                read.add(pidFile);
            }
        }
        processes.forEach(ProcessHandle::destroy);
        awaitEnd(processes);
        processes.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(processes);
        for (PidFile pidFile : read) {
            pidFile.delete();
        }
        return processes.size();
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        try {
            CompletableFuture.allOf(
                            processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                    .get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // What outlasts the grace period is killed next.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
