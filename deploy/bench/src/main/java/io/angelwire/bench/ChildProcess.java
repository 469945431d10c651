package io.angelwire.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process that is told what to do by lines of JSON, and answers each by one; it ends when its input does. */
public final class ChildProcess implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final BufferedReader answers;
    private final Writer requests;

    private ChildProcess(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.requests = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** @param log gets what it says beside its answers */
    public static ChildProcess start(List<String> command, Path log) {
        try {
            return new ChildProcess(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start());
        } catch (IOException e) {
            throw new BenchException("Cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it as a crash does. */
    public void kill() {
        process.destroyForcibly();
    }

    public JsonNode ask(String command, Map<String, ?> details) {
        Map<String, Object> request = new HashMap<>(details);
        request.put("command", command);
        try {
            requests.write(JSON.writeValueAsString(request) + "\n");
            requests.flush();
            String line = CompletableFuture.supplyAsync(this::readLine).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (line == null) {
                throw new BenchException("A process ended in the midst of " + command);
            }
            JsonNode answer = JSON.readTree(line);
            if (answer.has("error")) {
                throw new BenchException(
                        command + " failed: " + answer.get("error").asText());
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new BenchException("A process does not speak JSON: " + e.getMessage(), e);
        } catch (IOException | ExecutionException e) {
            throw new BenchException("A process can't be asked for " + command + ": " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new BenchException("No answer to " + command + " within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private String readLine() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets it end by itself (a flight recording is written then), for a few seconds. */
    @Override
    public void close() {
        try {
            requests.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
