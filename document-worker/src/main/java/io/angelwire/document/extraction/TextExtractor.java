package io.angelwire.document.extraction;

import io.angelwire.document.extraction.child.ExtractorExit;
import io.angelwire.document.extraction.child.ExtractorMain;
import io.angelwire.domain.document.IndexingFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads the text of files that nobody vouches for: each in a process with little memory, little time and no secrets. */
@ApplicationScoped
public class TextExtractor {

    private static final int BYTES_PER_CHARACTER = 3;

    private final ExtractionConfig config;
    private final String classPath;

    TextExtractor(ExtractionConfig config) {
        this.config = config;
        this.classPath = classPath(System.getProperty("java.class.path"));
    }

    /**
     * @param content is read to its end, and closed by the caller
     * @throws IOException if something failed that is not the file's fault
     * @throws InterruptedException if the thread was interrupted; the process is gone then
     */
    public Extraction extract(InputStream content, String contentType) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("angelwire-extraction");
        try {
            Path file = folder.resolve("file");
            Path output = folder.resolve("text");
            Files.copy(content, file);
            return run(command(folder, file, contentType, output), output);
        } finally {
            delete(folder);
        }
    }

    private Extraction run(List<String> command, Path output) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        // The worker's environment has passwords in it.
        builder.environment().clear();
        Process process = builder.start();
        try {
            if (!process.waitFor(config.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return new Extraction.Unreadable(IndexingFailure.TOO_SLOW);
            }
        } finally {
            process.destroyForcibly();
            // Also closes the pipe by which the process knows that we live.
            process.getOutputStream().close();
        }
        int code = process.exitValue();
        ExtractorExit exit = ExtractorExit.of(code)
                .orElseThrow(() -> new IOException("the process that reads a file ended with " + code));
        return exit == ExtractorExit.TEXT
                ? new Extraction.Text(read(output))
                : new Extraction.Unreadable(exit.failure());
    }

    private List<String> command(Path folder, Path file, String contentType, Path output) {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + config.memory().asLongValue(),
                "-XX:MaxMetaspaceSize=128m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-Duser.home=" + folder,
                "-cp",
                classPath,
                ExtractorMain.class.getName(),
                file.toString(),
                contentType,
                output.toString(),
                Integer.toString(config.maxPages()),
                Integer.toString(config.maxCharacters()));
    }

    private List<String> read(Path output) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(output)))) {
            List<String> pages = new ArrayList<>();
            for (int left = checked(in.readInt(), config.maxPages()); left > 0; left--) {
                int length = checked(in.readInt(), BYTES_PER_CHARACTER * config.maxCharacters());
                pages.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            }
            return pages;
        }
    }

    private static int checked(int number, int most) throws IOException {
        if (number < 0 || number > most) {
            throw new IOException("the process that reads a file has written nonsense");
        }
        return number;
    }

    /** A packaged service is started by a jar that names no others: its libraries are beside it. */
    private static String classPath(String ours) {
        if (!ours.endsWith("quarkus-run.jar")) {
            return ours;
        }
        String application = Path.of(ours).toAbsolutePath().getParent().toString();
        return String.join(
                File.pathSeparator, application + "/app/*", application + "/lib/main/*", application + "/lib/boot/*");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
