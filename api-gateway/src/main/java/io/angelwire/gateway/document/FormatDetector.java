package io.angelwire.gateway.document;

import io.angelwire.domain.document.ContentType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;

/** Tells what a file is by its content; what the client says of it counts for nothing. */
@ApplicationScoped
class FormatDetector {

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    /**
     * @param name tells tables from other text, and nothing else
     * @return empty if it is none of the formats that are accepted
     */
    Optional<ContentType> detect(Path file, String name) throws IOException {
        Metadata hints = new Metadata();
        hints.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        String found;
        try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
            found = types.detect(content, hints).getBaseType().toString();
        }
        // By its name a ZIP file may pass for a document: that is decided by what is in it.
        return isZip(file) ? office(file) : ContentType.of(found).filter(type -> !isOffice(type));
    }

    private static boolean isZip(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] start = content.readNBytes(4);
            return start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
        }
    }

    private static boolean isOffice(ContentType type) {
        return switch (type) {
            case PPTX, DOCX, XLSX -> true;
            default -> false;
        };
    }

    /** Documents with macros are programs, and not accepted. */
    private static Optional<ContentType> office(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.getEntry("[Content_Types].xml") == null) {
                return Optional.empty();
            } else if (has(zip, "word/document.xml", "word/vbaProject.bin")) {
                return Optional.of(ContentType.DOCX);
            } else if (has(zip, "ppt/presentation.xml", "ppt/vbaProject.bin")) {
                return Optional.of(ContentType.PPTX);
            } else if (has(zip, "xl/workbook.xml", "xl/vbaProject.bin")) {
                return Optional.of(ContentType.XLSX);
            }
            return Optional.empty();
        } catch (ZipException broken) {
            return Optional.empty();
        }
    }

    private static boolean has(ZipFile zip, String main, String macros) {
        return zip.getEntry(main) != null && zip.getEntry(macros) == null;
    }
}
