package io.angelwire.gateway.document;

import io.angelwire.domain.document.ContentType;
import io.angelwire.domain.document.DocumentVersion;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.storage.FileStorage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Answers with the content of a file: as a download, never as something that a browser would run. */
@ApplicationScoped
class DocumentContent {

    private static final Logger LOG = Logger.getLogger(DocumentContent.class);

    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileStorage storage;

    DocumentContent(FileStorage storage) {
        this.storage = storage;
    }

    Response of(DocumentVersion version, Request request, HttpHeaders headers) {
        EntityTag tag = new EntityTag(version.sha256);
        Response.ResponseBuilder unmet = request.evaluatePreconditions(tag);
        if (unmet != null) {
            return unmet.tag(tag).build();
        }
        Optional<ByteRange> range = range(headers, tag, version.size);
        ByteRange part = range.orElse(new ByteRange(0, version.size - 1));
        Response.ResponseBuilder response = Response.status(range.isPresent() ? 206 : 200)
                .entity(content(version.storageKey, part))
                .type(version.contentType)
                .tag(tag)
                .header(HttpHeaders.CONTENT_LENGTH, part.length())
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(version))
                .header("Accept-Ranges", "bytes")
                // Who may read it can change: a cache has to ask each time.
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header("Content-Security-Policy", "default-src 'none'; sandbox");
        range.ifPresent(r -> response.header("Content-Range", r.header(version.size)));
        return response.build();
    }

    private static Optional<ByteRange> range(HttpHeaders headers, EntityTag tag, long size) {
        String sameAs = headers.getHeaderString("If-Range");
        if (sameAs != null && !sameAs.equals("\"" + tag.getValue() + "\"")) {
            return Optional.empty();
        }
        try {
            return ByteRange.of(headers.getHeaderString("Range"), size);
        } catch (ByteRange.UnsatisfiableException e) {
            throw new ProblemException(ProblemType.RANGE_NOT_SATISFIABLE, "The file has %d bytes.".formatted(size));
        }
    }

    private static String disposition(DocumentVersion version) {
        return DocumentNames.attachment(
                version.document.name, ContentType.of(version.contentType).orElseThrow());
    }

    /** Opened when it is written: for a HEAD it isn't. */
    private StreamingOutput content(UUID key, ByteRange part) {
        return output -> {
            try (InputStream content = storage.open(key, part.first())) {
                copy(content, output, part.length());
            } catch (NoSuchFileException missing) {
                // Removed by the clean-up just now, if it is an old version; else a matter for people.
                LOG.warnf("The storage has no file %s", key);
                throw new ProblemException(ProblemType.DOCUMENT_NOT_FOUND, null);
            }
        };
    }

    private static void copy(InputStream content, OutputStream output, long length) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = length;
        while (left > 0) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the file is shorter than its row says");
            }
            output.write(buffer, 0, read);
            left -= read;
        }
    }
}
