package io.angelwire.domain.document;

import java.util.UUID;

/**
 * A document to be.
 *
 * @param pitchId a pitch of the same startup; null for none
 * @param name 1 to 200 characters of text
 */
public record NewDocument(UUID startupId, UUID pitchId, String name, FileType fileType, Visibility visibility) {}
