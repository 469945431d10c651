package io.angelwire.realtime.server;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An example as a process, and what it has printed. */
final class RunningExample implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    RunningExample(String name, Map<String, String> environment, List<String> command) {
        this.name = name;
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(this::printed);
        } catch (IOException | UncheckedIOException e) {
            // The process has ended.
        }
    }

    /** For an example that prints elsewhere. */
    void printed(String line) {
        lines.add(line);
    }

    void awaitLine(String part) {
        await(name)
                .atMost(PATIENCE)
                .conditionEvaluationListener(condition -> {
                    if (condition.getRemainingTimeInMS() <= 0) {
                        System.err.println(name + " printed " + lines);
                    }
                })
                .until(() -> count(part) > 0);
    }

    long count(String part) {
        return lines.stream().filter(line -> line.contains(part)).count();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** What it has printed when it has ended. */
    String output() throws InterruptedException {
        process.waitFor();
        await(name).atMost(PATIENCE).until(() -> !lines.isEmpty());
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
