package io.angelwire.gateway.page;

import io.angelwire.domain.page.Position;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which page of a list a client wants; a {@code @BeanParam}. */
public class PageRequest {

    private static final int LONGEST = 100;
    private static final int USUAL = 20;

    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            description = "How many items at most",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @QueryParam("limit")
    String limit;

    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The `nextCursor` of the page before; the first page without it",
            schema = @Schema(type = SchemaType.STRING, maxLength = 400))
    @QueryParam("cursor")
    String cursor;

    /** @throws ProblemException if it isn't a number from 1 to 100 */
    public int limit() {
        if (limit == null) {
            return USUAL;
        }
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > LONGEST) {
            throw new ProblemException(
                    ProblemType.PAGE_INVALID, "The parameter limit is a number from 1 to " + LONGEST + ".");
        }
        return Integer.parseInt(limit);
    }

    /**
     * Of a list that is not in the database.
     *
     * @param list which one: its cursors are no other one's
     * @return where the page before ended, as {@link Page#opaque} was given it; empty for the first page
     * @throws ProblemException if the cursor is none that this list has answered
     */
    public String after(String list) {
        return cursor == null ? "" : OpaqueCursor.read(list, cursor);
    }

    /**
     * @return where the page before ended; null for the first page
     * @throws ProblemException if the cursor is none that a list has answered
     */
    public Position after() {
        if (cursor == null) {
            return null;
        }
        return Cursor.parse(cursor)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.PAGE_INVALID, "The parameter cursor is the nextCursor of an earlier answer."));
    }
}
