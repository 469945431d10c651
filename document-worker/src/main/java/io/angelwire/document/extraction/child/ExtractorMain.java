package io.angelwire.document.extraction.child;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.csv.TextAndCSVParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig.OCR_STRATEGY;
import org.xml.sax.SAXException;

/**
 * {@code <file> <content type> <output> <most pages> <most characters>}: writes the text of a file. A process of its
 * own, because nothing within a Java machine keeps a hostile file from using up its memory or its time. It ends with a
 * code of {@link ExtractorExit}, and whenever its standard input does: with the worker that has started it.
 *
 * <p>The output is a number of pages, then for each its length in bytes and its text in UTF-8.
 */
public final class ExtractorMain {

    private ExtractorMain() {}

    public static void main(String[] arguments) {
        endWithParent();
        ExtractorExit exit = run(
                Path.of(arguments[0]),
                arguments[1],
                Path.of(arguments[2]),
                new PageCollector(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4])));
        // Not exit: whatever threads and hooks a file has set going are not waited for.
        Runtime.getRuntime().halt(exit.code());
    }

    static ExtractorExit run(Path file, String contentType, Path output, PageCollector collector) {
        try {
            parse(file, contentType, collector);
            List<String> pages = collector.pages();
            if (pages.stream().allMatch(String::isBlank)) {
                return ExtractorExit.NO_TEXT;
            }
            write(pages, output);
            return ExtractorExit.TEXT;
        } catch (IOException | SAXException | TikaException | RuntimeException failure) {
            // Parsers throw anything at what they don't understand.
            return exit(failure);
        } catch (StackOverflowError nested) {
            return ExtractorExit.TOO_COMPLEX;
        }
    }

    private static void parse(Path file, String contentType, PageCollector collector)
            throws IOException, SAXException, TikaException {
        Parser parser = parser(contentType);
        if (parser == null) {
            return;
        }
        ParseContext context = new ParseContext();
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(OCR_STRATEGY.NO_OCR);
        // A file that needs more than this process has is to end it, not to fill the disk.
        pdf.setMaxMainMemoryBytes(-1);
        context.set(PDFParserConfig.class, pdf);
        Metadata metadata = new Metadata();
        metadata.set(Metadata.CONTENT_TYPE, contentType);
        // Nothing in the context parses files within the file.
        try (TikaInputStream content = TikaInputStream.get(file)) {
            parser.parse(content, collector, metadata, context);
        }
    }

    /** @return null for what has no text: pictures */
    private static Parser parser(String contentType) {
        if (contentType.equals("application/pdf")) {
            return new PDFParser();
        } else if (contentType.startsWith("application/vnd.openxmlformats-officedocument.")) {
            return new OOXMLParser();
        }
        return contentType.startsWith("text/") ? new TextAndCSVParser() : null;
    }

    private static ExtractorExit exit(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof LimitExceededException limit) {
                return limit.exit();
            } else if (cause instanceof EncryptedDocumentException) {
                return ExtractorExit.ENCRYPTED;
            } else if (cause instanceof ZeroByteFileException) {
                return ExtractorExit.NO_TEXT;
            } else if (String.valueOf(cause.getMessage()).contains("Zip bomb")) {
                // Has no type of its own, neither in POI nor in Tika.
                return ExtractorExit.TOO_COMPLEX;
            }
        }
        return ExtractorExit.CORRUPT;
    }

    private static void write(List<String> pages, Path output) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(output)))) {
            out.writeInt(pages.size());
            for (String page : pages) {
                byte[] text = page.getBytes(StandardCharsets.UTF_8);
                out.writeInt(text.length);
                out.write(text);
            }
        }
    }

    private static void endWithParent() {
        Thread watch = new Thread(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Nobody writes: it is the end that tells.
                }
            } catch (IOException gone) {
                // Means the same.
            }
            Runtime.getRuntime().halt(1);
        });
        watch.setDaemon(true);
        watch.start();
    }
}
