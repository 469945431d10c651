package io.angelwire.realtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.realtime.Room;
import io.angelwire.testing.Investing;
import io.angelwire.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTest;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/realtime-examples.md tells people to copy does what it says, as it stands there. */
@QuarkusTest
class DocumentedExamplesTest extends RealtimeTest {

    private static final Path CLIENTS = Path.of("src/test/node").toAbsolutePath();

    private final UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
    private final Room room = Room.pitch(pitch);
    private final List<RunningExample> running = new ArrayList<>();

    @TempDir
    Path folder;

    private ExamplePage page;

    @BeforeEach
    void read() throws IOException {
        page = new ExamplePage(http.getAuthority());
    }

    @AfterEach
    void end() throws IOException {
        running.forEach(RunningExample::close);
        Files.deleteIfExists(libraries());
    }

    /** Whoever adds one must run it here. */
    @Test
    void thereAreNoOtherExamplesThanTheseTestsRun() {
        assertThat(page.all())
                .extracting(ExamplePage.Example::language)
                .containsExactly("js", "sh", "sh", "sh", "js", "java");
    }

    @Test
    void programsFollowAPitchAndMissNothingWhenTheirConnectionEnds() throws Exception {
        List<RunningExample> programs = List.of(browserScriptInNode(), socketIoClient(), javaProgram());
        programs.forEach(program -> program.awaitLine("joined " + room));

        publish(room, "before");
        programs.forEach(program -> program.awaitLine("before {\"said\":\"before\"}"));
        node.takeLeave();
        publish(room, "meanwhile");
        programs.forEach(program -> program.awaitLine("meanwhile {\"said\":\"meanwhile\"}"));
        publish(room, "after");
        programs.forEach(program -> program.awaitLine("after {\"said\":\"after\"}"));

        for (RunningExample program : programs) {
            assertThat(program.lines().stream().filter(line -> line.contains("{\"said\"")))
                    .containsExactly(
                            "before {\"said\":\"before\"}",
                            "meanwhile {\"said\":\"meanwhile\"}",
                            "after {\"said\":\"after\"}");
            assertThat(program.count("fetch " + room)).isOne();
        }
    }

    @Test
    void theScriptRunsInABrowser() throws Exception {
        Path chromium = Path.of("/usr/bin/chromium");
        assumeTrue(Files.exists(chromium), "there is no Chromium here; the script runs in Node in any case");
        String script = page.containing("js", "new WebSocket");
        try (ExampleInBrowser browser = new ExampleInBrowser(chromium, folder, variables(), script)) {
            browser.awaitLine("joined " + room);
            publish(room, "hello");
            browser.awaitLine("hello {\"said\":\"hello\"}");
        }
    }

    @Test
    void theTerminalShowsFramesAndTellsARoom() throws Exception {
        RunningExample wscat = shell("wscat", page.containing("sh", "wscat"));
        wscat.awaitLine("\"type\":\"ack\",\"id\":1,\"ok\":true");

        String answer = shell("curl", page.containing("sh", "-X POST")).output();
        assertThat(answer).contains("\"id\":\"0198c0de-0000-7000-8000-000000000001\"");
        wscat.awaitLine("\"event\":\"pitch:funded\"");

        String state =
                shell("curl", page.containing("sh", "rooms/pitch:$PITCH -H")).output();
        assertThat(state).contains("\"room\":\"" + room + "\"", "\"seq\":1");
    }

    // ---- how each is run

    /** Its WebSocket is the same as a browser's; this version of Node has it behind a switch. */
    private RunningExample browserScriptInNode() throws IOException {
        Path script = folder.resolve("browser.js");
        Files.writeString(script, variables() + page.containing("js", "new WebSocket"));
        return started("browser script", Map.of(), "node", "--experimental-websocket", script.toString());
    }

    private String variables() {
        return "const token = '%s', pitchId = '%s';\n".formatted(token(), pitch);
    }

    private RunningExample socketIoClient() throws IOException {
        Path script = folder.resolve("client.mjs");
        Files.writeString(script, page.containing("js", "socket.io-client"));
        Files.createSymbolicLink(libraries(), CLIENTS.resolve("node_modules"));
        return started("socket.io-client", Map.of("TOKEN", token()), "node", script.toString());
    }

    private Path libraries() {
        return folder.resolve("node_modules");
    }

    private RunningExample javaProgram() throws IOException {
        Path source = folder.resolve("PitchFollower.java");
        Files.writeString(source, page.containing("java", "class PitchFollower"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return started("Java", Map.of("TOKEN", token()), java, "-cp", jackson(), source.toString());
    }

    private static String jackson() {
        return Stream.of(ObjectMapper.class, JsonFactory.class, JsonProperty.class)
                .map(DocumentedExamplesTest::locationOf)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String locationOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private RunningExample shell(String name, String commands) {
        String tools = CLIENTS.resolve("node_modules/.bin") + File.pathSeparator + System.getenv("PATH");
        String service = TestTokens.tokenFor(Ids.newId(), "service");
        return started(name, Map.of("TOKEN", token(), "SERVICE_TOKEN", service, "PATH", tools), "bash", "-c", commands);
    }

    private RunningExample started(String name, Map<String, String> variables, String... command) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PITCH", pitch.toString());
        RunningExample example = new RunningExample(name, environment, List.of(command));
        running.add(example);
        return example;
    }

    private static String token() {
        return TestTokens.tokenFor(Ids.newId(), "investor");
    }
}
