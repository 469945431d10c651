package io.angelwire.domain.email;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/**
 * The payload of every job on the queue {@code email}.
 *
 * @param subject one line
 * @param template the template's name, {@code investment-confirmation} for instance
 * @param variables what the template shows; null for none
 * @param attachments null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EmailJobData(
        @NotBlank @Email @Size(max = 254) String to,

        @NotBlank @Size(max = LONGEST_SUBJECT) @Pattern(regexp = "[^\\p{Cntrl}]*")
        String subject,

        @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,59}") String template,
        Map<String, Object> variables,
        @Size(max = 10) List<@NotNull @Valid EmailAttachment> attachments) {

    public static final int LONGEST_SUBJECT = 200;

    /** A mail without attachments. */
    public EmailJobData(String to, String subject, String template, Map<String, Object> variables) {
        this(to, subject, template, variables, null);
    }
}
