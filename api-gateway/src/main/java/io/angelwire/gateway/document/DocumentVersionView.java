package io.angelwire.gateway.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.document.DocumentVersion;
import io.angelwire.domain.document.IndexingFailure;
import io.angelwire.domain.document.IndexingStatus;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A document's file as clients see it.
 *
 * @param size in bytes
 * @param indexingFailure null unless its text can't be searched though it was to be
 * @param supersededAt null for the current version
 */
@Schema(name = "DocumentVersion")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentVersionView(
        int number,
        String contentType,
        long size,
        String sha256,
        IndexingStatus indexing,
        IndexingFailure indexingFailure,
        UUID uploadedBy,
        Instant createdAt,
        Instant supersededAt) {

    static DocumentVersionView of(DocumentVersion version) {
        return new DocumentVersionView(
                version.number,
                version.contentType,
                version.size,
                version.sha256,
                version.indexing,
                version.indexingFailure,
                version.uploadedBy,
                version.createdAt,
                version.supersededAt);
    }
}
