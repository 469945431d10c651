package io.angelwire.gateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.domain.document.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentNamesTest {

    @ParameterizedTest
    @CsvSource({
        "deck.pdf, deck.pdf",
        "../../etc/passwd, passwd",
        "'C:\\Users\\me\\deck.pdf', deck.pdf",
        "'a\nb\u0000.pdf', ab.pdf",
        "'..', '..'",
        "'\u202Efdp.exe', fdp.exe",
        "'/', Document",
        "' ', Document"
    })
    void aFilesNameIsMadeOne(String file, String name) {
        assertThat(DocumentNames.ofFile(file)).isEqualTo(name).matches(DocumentNames.SYNTAX);
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        assertThat(DocumentNames.ofFile("\uD83D\uDE80".repeat(300)))
                .isEqualTo("\uD83D\uDE80".repeat(200))
                .matches(DocumentNames.SYNTAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000", "\uD800", "\u202Etxt", "\u2028"})
    void whatHidesTextIsNoName(String name) {
        assertThat(name).doesNotMatch(DocumentNames.SYNTAX);
    }

    /** Nothing ends the quotes or the line, and browsers that know only the first form save the right kind of file. */
    @Test
    void aHostileNameStaysInItsHeader() {
        assertThat(DocumentNames.attachment("x\"; filename=\"y.exe", ContentType.PDF))
                .isEqualTo("attachment; filename=\"x__ filename__y.exe.pdf\";"
                        + " filename*=UTF-8''x%22%3B%20filename%3D%22y.exe.pdf");
        assertThat(DocumentNames.attachment("Plan für 2026 €.PDF", ContentType.PDF))
                .isEqualTo("attachment; filename=\"Plan f_r 2026 _.PDF\";"
                        + " filename*=UTF-8''Plan%20f%C3%BCr%202026%20%E2%82%AC.PDF");
    }
}
