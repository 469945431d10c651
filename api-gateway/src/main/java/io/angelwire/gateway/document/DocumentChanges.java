package io.angelwire.gateway.document;

import io.angelwire.domain.document.Visibility;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What is to be changed of a document.
 *
 * @param name null to leave it
 * @param visibility null to leave it
 */
@Schema(name = "DocumentChanges", description = "What isn't given stays as it is")
public record DocumentChanges(
        @Schema(maxLength = 200)
        @Pattern(regexp = DocumentNames.SYNTAX, message = "has 1 to 200 characters, none of them a control character")
        String name,

        Visibility visibility) {}
