package io.angelwire.gateway.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.domain.document.ContentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatDetectorTest {

    private static final String TYPES = "[Content_Types].xml";

    @TempDir
    Path folder;

    private final FormatDetector formats = new FormatDetector();

    @Test
    void aFileIsWhatIsInItWhateverItIsCalled() throws IOException {
        assertThat(detect("deck.png", Files.pdf(""))).contains(ContentType.PDF);
        assertThat(detect("x", Files.zip(TYPES, "word/document.xml"))).contains(ContentType.DOCX);
        assertThat(detect("x.pdf", Files.zip("ppt/presentation.xml", TYPES))).contains(ContentType.PPTX);
        assertThat(detect("x.docx", Files.zip(TYPES, "xl/workbook.xml"))).contains(ContentType.XLSX);
        assertThat(detect("x.txt", text("Our plans"))).contains(ContentType.TEXT);
        assertThat(detect("x.csv", text("a,b\n1,2\n"))).contains(ContentType.CSV);
        assertThat(detect("x.jpg", bytes("89504e470d0a1a0a0000000d49484452"))).contains(ContentType.PNG);
        assertThat(detect("x.txt", bytes("ffd8ffe000104a46494600"))).contains(ContentType.JPEG);
    }

    @Test
    void whatIsRunOrShownByBrowsersIsNotAccepted() throws IOException {
        assertThat(detect("deck.pdf", text("<!DOCTYPE html><html><script>alert(1)</script></html>")))
                .isEmpty();
        assertThat(detect("deck.pdf", text("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>")))
                .isEmpty();
        assertThat(detect("deck.pdf", bytes("4d5a90000300000004000000ffff0000")))
                .isEmpty();
        assertThat(detect("deck.pdf", text("#!/bin/sh\nrm -rf /\n"))).isEmpty();
        assertThat(detect("page.html", text("Our plans"))).isEmpty();
    }

    @Test
    void aZipFileIsNotAcceptedUnlessItIsADocumentWithoutMacros() throws IOException {
        assertThat(detect("deck.docx", Files.zip("a.txt"))).isEmpty();
        assertThat(detect("deck.docx", Files.zip("word/document.xml"))).isEmpty();
        assertThat(detect("deck.docx", Files.zip(TYPES, "word/document.xml", "word/vbaProject.bin")))
                .isEmpty();
        assertThat(detect("deck.docx", text("PK\u0003\u0004 and nothing else"))).isEmpty();
    }

    private Optional<ContentType> detect(String name, byte[] content) throws IOException {
        return formats.detect(java.nio.file.Files.write(folder.resolve("upload"), content), name);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
