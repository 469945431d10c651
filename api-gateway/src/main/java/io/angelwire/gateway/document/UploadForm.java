package io.angelwire.gateway.document;

import io.angelwire.domain.document.FileType;
import io.angelwire.domain.document.NewDocument;
import io.angelwire.domain.document.Visibility;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/** The fields of an upload, as text: what is wrong with them is told field by field. */
public class UploadForm {

    private static final String UUID_SYNTAX =
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    @RestForm
    @NotNull
    @Pattern(regexp = UUID_SYNTAX, message = "must be a UUID")
    @Schema(description = "A startup of the caller's", format = "uuid")
    String startupId;

    @RestForm
    @Pattern(regexp = UUID_SYNTAX, message = "must be a UUID")
    @Schema(description = "A pitch of that startup, if the document belongs to one", format = "uuid")
    String pitchId;

    @RestForm
    @Pattern(regexp = DocumentNames.SYNTAX, message = "has 1 to 200 characters, none of them a control character")
    @Schema(description = "The file's own name unless given", maxLength = 200)
    String name;

    @RestForm
    @NotNull
    @Pattern(
            regexp = "PITCH_DECK|FINANCIALS|LEGAL|OTHER",
            message = "must be one of PITCH_DECK, FINANCIALS, LEGAL, OTHER")
    @Schema(enumeration = {"PITCH_DECK", "FINANCIALS", "LEGAL", "OTHER"})
    String fileType;

    @RestForm
    @NotNull
    @Pattern(regexp = "PUBLIC|INVESTORS|PRIVATE", message = "must be one of PUBLIC, INVESTORS, PRIVATE")
    @Schema(enumeration = {"PUBLIC", "INVESTORS", "PRIVATE"})
    String visibility;

    @RestForm
    @NotNull
    FileUpload file;

    NewDocument document() {
        return new NewDocument(
                UUID.fromString(startupId),
                pitchId == null ? null : UUID.fromString(pitchId),
                name == null ? DocumentNames.ofFile(file.fileName()) : name.strip(),
                FileType.valueOf(fileType),
                Visibility.valueOf(visibility));
    }
}
