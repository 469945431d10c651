package io.angelwire.domain.document;

import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * The payload of {@code index_document} on the queue {@code documents}.
 *
 * @param filePath where the storage has the file: its key, which names one version of the document
 */
public record IndexDocumentJobData(
        @NotNull UUID documentId, @NotNull UUID filePath) {

    public static final String JOB_NAME = "index_document";
}
