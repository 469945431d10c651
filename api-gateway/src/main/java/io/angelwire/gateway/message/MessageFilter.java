package io.angelwire.gateway.message;

import io.angelwire.gateway.http.QueryParameters;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import io.angelwire.realtime.Room;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which messages a client wants, one of three ways; a {@code @BeanParam}. */
public class MessageFilter {

    @Parameter(
            name = "pitchId",
            in = ParameterIn.QUERY,
            description = "Those about a pitch",
            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    @QueryParam("pitchId")
    String pitchId;

    @Parameter(
            name = "investmentId",
            in = ParameterIn.QUERY,
            description = "Those about an investment",
            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    @QueryParam("investmentId")
    String investmentId;

    @Parameter(
            name = "with",
            in = ParameterIn.QUERY,
            description = "Those that the caller and this user have addressed to each other, about anything",
            schema = @Schema(type = SchemaType.STRING, format = "uuid"))
    @QueryParam("with")
    String with;

    /** @throws ProblemException unless exactly one way is chosen, by a UUID */
    void check() {
        if (Stream.of(text(pitchId), text(investmentId), text(with))
                        .filter(text -> !text.isEmpty())
                        .count()
                != 1) {
            throw unclear("Send one of the parameters pitchId, investmentId and with.");
        }
    }

    /** @return null if messages with a user are wanted */
    Room room() {
        if (pitchId != null) {
            return Room.pitch(QueryParameters.uuid("pitchId", pitchId));
        }
        return investmentId == null ? null : Room.investment(QueryParameters.uuid("investmentId", investmentId));
    }

    UUID with() {
        return QueryParameters.uuid("with", with);
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private static ProblemException unclear(String detail) {
        return new ProblemException(ProblemType.PARAMETER_INVALID, detail);
    }
}
