package io.angelwire.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers a process that the stack started, so that a later start can end what a killed launcher left behind. A pid
 * alone could by then be somebody else's: the start time is kept with it.
 */
final class PidFile {

    /** Linux tells start times relative to the boot time, which is itself rounded to a second. */
    private static final Duration CLOCK_ROUNDING = Duration.ofSeconds(2);

    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    void write(ProcessHandle process) throws IOException {
        Instant started = process.info().startInstant().orElse(Instant.now());
        Files.writeString(file, process.pid() + " " + started.toEpochMilli() + "\n");
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** The process that was written, if it still runs. */
    Optional<ProcessHandle> read() throws IOException {
        String[] words = Files.readString(file).strip().split(" ");
        if (words.length != 2 || !words[0].matches("\\d{1,10}") || !words[1].matches("\\d{1,15}")) {
            return Optional.empty(); // The launcher was killed while it wrote.
        }
        Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
        return ProcessHandle.of(Long.parseLong(words[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(actual -> Duration.between(actual, started).abs().compareTo(CLOCK_ROUNDING) <= 0)
                        .orElse(false));
    }
}
