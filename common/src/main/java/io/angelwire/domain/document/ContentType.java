package io.angelwire.domain.document;

import java.util.Arrays;
import java.util.Optional;

/** The formats that are accepted; others are refused whatever they are called. */
public enum ContentType {
    PDF("application/pdf", ".pdf"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    TEXT("text/plain", ".txt"),
    CSV("text/csv", ".csv"),
    PNG("image/png", ".png"),
    JPEG("image/jpeg", ".jpg");

    private final String mediaType;
    private final String extension;

    ContentType(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** With its dot. */
    public String extension() {
        return extension;
    }

    public static Optional<ContentType> of(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst();
    }
}
