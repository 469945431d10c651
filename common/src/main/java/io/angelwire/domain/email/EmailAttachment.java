package io.angelwire.domain.email;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A file sent with a mail.
 *
 * @param content text, or base64 where {@code encoding} says so
 * @param encoding null for text
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmailAttachment(
        @NotBlank @Size(max = 200) @Pattern(regexp = "[^\\p{Cntrl}/\\\\]*")
        String filename,

        @NotNull String content,
        Encoding encoding) {

    /** How {@link #content} stands for bytes. */
    public enum Encoding {
        @JsonProperty("base64")
        BASE64
    }

    /** @throws IllegalArgumentException if it claims to be base64 and isn't */
    public byte[] bytes() {
        return encoding == Encoding.BASE64
                ? Base64.getDecoder().decode(content)
                : content.getBytes(StandardCharsets.UTF_8);
    }
}
