package io.angelwire.gateway.message;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.realtime.Room;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How far a reader has come in the room of a pitch or of an investment. */
public record ReadRequest(
        @Schema(description = "This or investmentId") UUID pitchId,
        @Schema(description = "This or pitchId") UUID investmentId,

        @NotNull @Schema(description = "The last message that was read")
        UUID messageId) {

    /** @throws ProblemException unless it names exactly one */
    Room room() {
        if ((pitchId == null) == (investmentId == null)) {
            throw new ProblemException(ProblemType.VALIDATION_FAILED, "Name a pitchId or an investmentId, not both.");
        }
        return pitchId == null ? Room.investment(investmentId) : Room.pitch(pitchId);
    }
}
