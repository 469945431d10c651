package io.angelwire.document.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.angelwire.document.Pdf;
import io.angelwire.domain.document.ContentType;
import io.angelwire.domain.document.IndexingFailure;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The process that reads a file, as the worker uses it. What it makes of files is ExtractorMainTest's. */
class TextExtractorTest {

    private final TextExtractor extractor = new TextExtractor(limits(Duration.ofMinutes(1), 64));

    @Test
    void readsAFilePageByPage() throws Exception {
        assertThat(extract(extractor, Pdf.of("Our plans", "", "The market is huge")))
                .isEqualTo(new Extraction.Text(List.of("Our plans", "", "The market is huge")));
    }

    @Test
    void survivesAFileThatExpandsBeyondMeasure() throws Exception {
        byte[] pdf = Pdf.expanding(150);

        assertThat(pdf).hasSizeLessThan(1024 * 1024);
        assertThat(extract(extractor, pdf)).isEqualTo(new Extraction.Unreadable(IndexingFailure.TOO_COMPLEX));
    }

    @Test
    void endsTheProcessThatTakesTooLong() throws Exception {
        TextExtractor hasty = new TextExtractor(limits(Duration.ofMillis(1), 64));

        assertThat(extract(hasty, Pdf.of("Our plans"))).isEqualTo(new Extraction.Unreadable(IndexingFailure.TOO_SLOW));
        await().until(() -> readers() == 0);
    }

    @Test
    void endsTheProcessWhenItsJobIsStopped() throws Exception {
        byte[] file = Pdf.of("Our plans");
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        Thread handler = new Thread(() -> {
            try {
                extract(extractor, file);
            } catch (IOException | InterruptedException e) {
                outcome.set(e);
            }
        });
        handler.start();
        await().pollInterval(Duration.ofMillis(10)).until(() -> readers() > 0);
        handler.interrupt();
        handler.join();

        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        await().until(() -> readers() == 0);
    }

    /** To try again may help: nothing is said about the file. */
    @Test
    void anAccidentIsNoVerdict() {
        TextExtractor withoutMemory = new TextExtractor(limits(Duration.ofMinutes(1), 0));

        assertThatThrownBy(() -> extract(withoutMemory, Pdf.of("Our plans")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended with");
    }

    /** The database of other tests is a child of this process, too; the arguments are too long to be told. */
    private static long readers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .count();
    }

    private static Extraction extract(TextExtractor extractor, byte[] content)
            throws IOException, InterruptedException {
        return extractor.extract(new ByteArrayInputStream(content), ContentType.PDF.mediaType());
    }

    private static ExtractionConfig limits(Duration timeout, long megabytes) {
        return new ExtractionConfig() {
            @Override
            public Duration timeout() {
                return timeout;
            }

            @Override
            public MemorySize memory() {
                return new MemorySize(BigInteger.valueOf(megabytes * 1024 * 1024 + 1));
            }

            @Override
            public int maxPages() {
                return 500;
            }

            @Override
            public int maxCharacters() {
                return 200_000;
            }
        };
    }
}
