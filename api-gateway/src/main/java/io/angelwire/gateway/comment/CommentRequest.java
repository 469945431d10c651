package io.angelwire.gateway.comment;

import io.angelwire.gateway.text.Text;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody has to say. */
@Schema(name = "CommentRequest")
public record CommentRequest(
        @NotNull @Text(max = 4000, lines = true) @Schema(maxLength = 4000)
        String content) {}
