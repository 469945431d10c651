package io.angelwire.domain.document;

import java.util.UUID;

/** Who asks for documents. */
public record Viewer(UUID userId, boolean admin) {}
