package io.angelwire.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.xslf.usermodel.XMLSlideShow;

/** Real Office files, good and bad. */
public final class Office {

    private Office() {}

    public static byte[] slides(String... texts) throws IOException {
        try (XMLSlideShow show = new XMLSlideShow()) {
            for (String text : texts) {
                show.createSlide().createTextBox().setText(text);
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            show.write(bytes);
            return bytes.toByteArray();
        }
    }

    public static byte[] letter(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeLetter(bytes, text, 1);
        return bytes.toByteArray();
    }

    /** A kilobyte for each megabyte that it expands to. */
    public static byte[] expanding(int megabytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writeLetter(bytes, "a".repeat(1024 * 1024), megabytes);
        return bytes.toByteArray();
    }

    private static void writeLetter(OutputStream out, String text, int times) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                            + "<Default Extension=\"rels\""
                            + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                            + "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
                            + "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
            entry(
                    zip,
                    "_rels/.rels",
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                            + "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                            + "relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
            zip.putNextEntry(new ZipEntry("word/document.xml"));
            write(zip, "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>");
            for (int i = 0; i < times; i++) {
                write(zip, "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>");
            }
            write(zip, "</w:body></w:document>");
        }
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        write(zip, content);
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
