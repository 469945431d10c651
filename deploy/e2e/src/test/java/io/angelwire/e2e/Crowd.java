package io.angelwire.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.local.client.TokenSigner;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Many real clients in a Node process; see {@code src/test/node/crowd.mjs}. */
final class Crowd implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    /**
     * What became of the clients of one kind.
     *
     * @param joined how many are in the room now
     * @param left how many have lost a connection
     * @param least sequence number of the last event of the client that is behind all others
     * @param toldToGo how many were told that the node goes
     * @param recovered how many came back and were given what they had missed
     * @param toldToFetch how many were told that they have to fetch it
     */
    record Kind(int clients, int joined, int left, long least, int toldToGo, int recovered, int toldToFetch) {}

    /**
     * @param busiestSecond how many came back within one second at most
     * @param complaints of what they should not have been sent: an event twice, out of order, after a gap
     */
    record Report(Kind plain, Kind socketIo, int busiestSecond, List<String> complaints) {

        boolean allJoined(int expected) {
            return plain.joined + socketIo.joined == expected;
        }

        boolean allBack(int expected) {
            return plain.left + socketIo.left == expected && allJoined(expected);
        }

        boolean allHave(long seq) {
            return plain.least >= seq && socketIo.least >= seq;
        }
    }

    /**
     * Begins to connect them, each a user of its own.
     *
     * @param from the node that they connect to at first
     * @param to the node that they go to when that goes
     */
    Crowd(int plain, int socketIo, URI from, URI to, UUID pitch, TokenSigner tokens, Path repository) {
        Map<String, Object> task = Map.of(
                "libraries",
                repository.resolve("realtime-service/src/test/node").toString(),
                "nodes",
                List.of(from, to),
                "pitch",
                pitch,
                "plain",
                tokens(plain, tokens),
                "socketIo",
                tokens(socketIo, tokens));
        try {
            Path file = Path.of("target/crowd.json");
            JSON.writeValue(file.toFile(), task);
            process = new ProcessBuilder("node", "src/test/node/crowd.mjs", file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        questions = process.outputWriter();
        answers = process.inputReader();
    }

    private static List<String> tokens(int count, TokenSigner signer) {
        return Stream.generate(() -> signer.sign(UUID.randomUUID(), "investor"))
                .limit(count)
                .toList();
    }

    Report report() {
        try {
            questions.newLine();
            questions.flush();
            JsonNode answer = JSON.readTree(answers.readLine());
            return JSON.treeToValue(answer, Report.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
