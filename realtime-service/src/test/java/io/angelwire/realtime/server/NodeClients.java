package io.angelwire.realtime.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Real {@code socket.io-client}s in a Node process; see {@code src/test/node/driver.mjs}. */
public final class NodeClients implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_SECONDS = 30;

    private final Process node;
    private final BufferedWriter commands;
    private final Map<String, BlockingQueue<JsonNode>> reports = new ConcurrentHashMap<>();

    public NodeClients() {
        try {
            node = new ProcessBuilder("node", "driver.mjs")
                    .directory(new File("src/test/node"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands = new BufferedWriter(new OutputStreamWriter(node.getOutputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(this::read, "node-reports");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode report = JSON.readTree(line);
                reportsOf(report.path("client").asText()).add(report);
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    private BlockingQueue<JsonNode> reportsOf(String client) {
        return reports.computeIfAbsent(client, name -> new LinkedBlockingQueue<>());
    }

    public void open(String client, String url, Map<String, ?> options) {
        ObjectNode command = command("open", client).put("url", url);
        command.set("options", JSON.valueToTree(options));
        send(command);
    }

    public void emit(String client, String name, Object... args) {
        send(named("emit", client, name, args));
    }

    /** Emits, and returns the arguments of the acknowledgement. */
    public JsonNode call(String client, String name, Object... args) {
        send(named("call", client, name, args));
        return next(client, "ack").path("args");
    }

    /** An action of the description's store. */
    public void action(String client, String name, Object... args) {
        send(named("action", client, name, args));
    }

    public void openStore(String client, String url) {
        send(command("store", client).put("url", url));
    }

    /** {@code cut}, {@code close} or {@code connect}. */
    public void run(String op, String client) {
        send(command(op, client));
    }

    private static ObjectNode command(String op, String client) {
        return JSON.createObjectNode().put("op", op).put("client", client);
    }

    private static ObjectNode named(String op, String client, String name, Object... args) {
        ObjectNode command = command(op, client).put("name", name);
        ArrayNode list = command.putArray("args");
        for (Object arg : args) {
            list.add(JSON.<JsonNode>valueToTree(arg));
        }
        return command;
    }

    private void send(ObjectNode command) {
        try {
            commands.write(command.toString());
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The client's next report of that kind; what comes before it is passed over. */
    public JsonNode next(String client, String event) {
        return nextOf(client, event);
    }

    /** The same of any of these kinds. */
    public JsonNode nextOf(String client, String... events) {
        List<JsonNode> passed = new ArrayList<>();
        try {
            while (true) {
                JsonNode report = reportsOf(client).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (report == null) {
                    throw new AssertionError("no " + String.join(" or ", events) + " at " + client + ", but " + passed);
                }
                if (List.of(events).contains(report.path("event").asText())) {
                    return report;
                }
                passed.add(report);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The arguments of the next event, which must have this name; {@code ready} is passed over. */
    public JsonNode event(String client, String name) {
        JsonNode event = next(client, "event");
        while (event.path("name").asText().equals("ready") && !name.equals("ready")) {
            event = next(client, "event");
        }
        if (!event.path("name").asText().equals(name)) {
            throw new AssertionError("expected " + name + " but got " + event);
        }
        return event.path("args");
    }

    @Override
    public void close() {
        node.destroy();
    }
}
