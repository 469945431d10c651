package io.angelwire.domain.document;

import io.angelwire.storage.StagedFile;

/**
 * A file to become a version.
 *
 * @param type as found in the content
 * @param staged closed by who has staged it
 */
public record NewFile(ContentType type, StagedFile staged) {}
