package io.angelwire.gateway.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.document.Document;
import io.angelwire.domain.document.DocumentVersion;
import io.angelwire.domain.document.FileType;
import io.angelwire.domain.document.Visibility;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A document as clients see it.
 *
 * @param pitchId null if it belongs to no pitch
 * @param current the version that readers get
 */
@Schema(name = "Document")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentView(
        UUID id,
        UUID startupId,
        UUID pitchId,
        String name,
        FileType fileType,
        Visibility visibility,
        UUID uploadedBy,
        DocumentVersionView current,
        Instant createdAt,
        Instant updatedAt) {

    static DocumentView of(DocumentVersion version) {
        Document document = version.document;
        return new DocumentView(
                document.id,
                document.startup.id,
                document.pitchId(),
                document.name,
                document.fileType,
                document.visibility,
                document.uploadedBy,
                DocumentVersionView.of(version),
                document.createdAt,
                document.updatedAt);
    }
}
