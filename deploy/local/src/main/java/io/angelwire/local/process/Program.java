package io.angelwire.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How one process of the stack is run.
 *
 * @param name what it is called in messages and in the names of its log and pid file
 * @param environment added to the launcher's own environment
 * @param directory working directory
 * @param readiness asked again and again after a start until it says yes
 * @param stopSignal the polite request to end
 * @param grace how long it has to follow that request before it is killed
 * @param essential whether nothing works without it: it is started again for ever, others are left alone one day
 */
public record Program(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        Readiness readiness,
        StopSignal stopSignal,
        Duration grace,
        boolean essential) {

    public Program {
        Objects.requireNonNull(name);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
