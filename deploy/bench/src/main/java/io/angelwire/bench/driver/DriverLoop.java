package io.angelwire.bench.driver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The driver's end of the protocol: a line of JSON in, a line of JSON out, one after the other. The process ends when
 * the runner closes its end, so that none outlives it.
 */
public final class DriverLoop {

    static final ObjectMapper JSON = new ObjectMapper();

    /** Does what one kind of request asks for and returns what is answered. */
    public interface Command {
        Map<String, ?> run(JsonNode request) throws Exception;
    }

    private DriverLoop() {}

    public static void serve(Map<String, Command> commands) throws IOException {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        // Whatever a library prints must not come between the answers.
        System.setOut(System.err);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = requests.readLine()) != null) {
            answers.println(JSON.writeValueAsString(answer(commands, JSON.readTree(line))));
        }
        System.exit(0);
    }

    private static Map<String, ?> answer(Map<String, Command> commands, JsonNode request) {
        try {
            Command command = commands.get(request.get("command").asText());
            if (command == null) {
                return Map.of("error", "no such command: " + request);
            }
            return command.run(request);
        } catch (Exception e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return Map.of("error", trace.toString());
        }
    }
}
