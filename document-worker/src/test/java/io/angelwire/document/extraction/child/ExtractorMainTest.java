package io.angelwire.document.extraction.child;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.document.Office;
import io.angelwire.document.Pdf;
import io.angelwire.domain.document.ContentType;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as people upload them, and as nobody should. */
class ExtractorMainTest {

    private static final int MAX_PAGES = 500;
    private static final int MAX_CHARACTERS = 200_000;

    @TempDir
    Path folder;

    @Test
    void readsAPdfPageByPage() throws IOException {
        assertThat(pages(ContentType.PDF, Pdf.of("Our plans", "", "The market is huge")))
                .containsExactly("Our plans", "", "The market is huge");
    }

    @Test
    void readsSlideBySlide() throws IOException {
        List<String> pages = pages(ContentType.PPTX, Office.slides("Our plans", "The market"));

        assertThat(pages).hasSize(2);
        assertThat(pages.get(0)).contains("Our plans");
        assertThat(pages.get(1)).contains("The market");
    }

    @Test
    void readsLettersAndPlainText() throws IOException {
        assertThat(pages(ContentType.DOCX, Office.letter("Dear investors"))).containsExactly("Dear investors");
        assertThat(pages(ContentType.TEXT, text("Überfällig"))).containsExactly("Überfällig");
        assertThat(pages(ContentType.CSV, text("name,amount\nAda,1\n")).get(0)).contains("name", "Ada");
    }

    @Test
    void whatHasNoPagesIsCutIntoParts() throws IOException {
        List<String> pages = pages(ContentType.TEXT, text("word ".repeat(25_000)));

        assertThat(pages).hasSize(3).allSatisfy(page -> assertThat(page).hasSizeLessThanOrEqualTo(50_000));
    }

    @Test
    void leavesOutWhatTheDatabaseOrTheSearchWouldTrip() throws IOException {
        assertThat(pages(ContentType.DOCX, Office.letter("one\uE000two\uE001three")))
                .containsExactly("one two three");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws IOException {
        assertThat(exit(ContentType.PDF, Pdf.encrypted("secret"))).isEqualTo(ExtractorExit.ENCRYPTED);
        assertThat(exit(ContentType.PDF, text("%PDF-1.7 and nothing else"))).isEqualTo(ExtractorExit.CORRUPT);
        assertThat(exit(ContentType.PDF, Arrays.copyOf(Pdf.of("Our plans"), 40)))
                .isEqualTo(ExtractorExit.CORRUPT);
        assertThat(exit(ContentType.DOCX, text("PK and nothing else"))).isEqualTo(ExtractorExit.CORRUPT);
        assertThat(exit(ContentType.DOCX, Pdf.of("not a letter"))).isEqualTo(ExtractorExit.CORRUPT);
        assertThat(exit(ContentType.PDF, Pdf.withEmptyPages(2))).isEqualTo(ExtractorExit.NO_TEXT);
        assertThat(exit(ContentType.PNG, text("a picture"))).isEqualTo(ExtractorExit.NO_TEXT);
        assertThat(exit(ContentType.TEXT, text("word ".repeat(50_000)))).isEqualTo(ExtractorExit.TOO_MUCH_TEXT);
        assertThat(exit(ContentType.PDF, Pdf.withEmptyPages(10_000))).isEqualTo(ExtractorExit.TOO_MANY_PAGES);
    }

    @Test
    void doesNotUnpackWhatExpandsBeyondMeasure() throws IOException {
        byte[] letter = Office.expanding(60);

        assertThat(letter).hasSizeLessThan(1024 * 1024);
        assertThat(exit(ContentType.DOCX, letter)).isIn(ExtractorExit.TOO_COMPLEX, ExtractorExit.TOO_MUCH_TEXT);
    }

    private List<String> pages(ContentType type, byte[] content) throws IOException {
        assertThat(exit(type, content)).isEqualTo(ExtractorExit.TEXT);
        try (DataInputStream in = new DataInputStream(Files.newInputStream(folder.resolve("text")))) {
            List<String> pages = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                pages.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
            }
            return pages;
        }
    }

    private ExtractorExit exit(ContentType type, byte[] content) throws IOException {
        return ExtractorMain.run(
                Files.write(folder.resolve("file"), content),
                type.mediaType(),
                folder.resolve("text"),
                new PageCollector(MAX_PAGES, MAX_CHARACTERS));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
