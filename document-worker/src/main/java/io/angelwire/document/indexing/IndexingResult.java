package io.angelwire.document.indexing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.angelwire.domain.document.IndexingFailure;
import io.angelwire.domain.document.IndexingStatus;

/**
 * What a finished job tells.
 *
 * @param failure null if the text can be searched
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IndexingResult(IndexingStatus status, IndexingFailure failure) {}
