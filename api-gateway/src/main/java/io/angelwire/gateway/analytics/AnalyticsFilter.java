package io.angelwire.gateway.analytics;

import io.angelwire.domain.analytics.AnalyticsTotals.Granularity;
import io.angelwire.gateway.http.QueryParameters;
import io.angelwire.gateway.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which totals an admin wants; a {@code @BeanParam}. */
public class AnalyticsFilter {

    private static final Pattern EVENT_SYNTAX = Pattern.compile("[a-z][a-z0-9_:.-]{0,59}");

    @Parameter(
            name = "granularity",
            in = ParameterIn.QUERY,
            description = "The length of a bucket",
            schema = @Schema(implementation = Granularity.class, defaultValue = "DAY"))
    @QueryParam("granularity")
    String granularity;

    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description =
                    "The first bucket is the one that has this time; by default a day (HOUR) or 30 (DAY) before `to`",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @QueryParam("from")
    String from;

    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "The last bucket begins before this time; by default now. At most 31 days (HOUR) or 731 (DAY)"
                    + " after `from`",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
    @QueryParam("to")
    String to;

    @Parameter(
            name = "event",
            in = ParameterIn.QUERY,
            description = "Only this event, `investment:created` for instance",
            schema = @Schema(type = SchemaType.STRING, maxLength = 60))
    @QueryParam("event")
    String event;

    Granularity granularity() {
        Granularity wanted = QueryParameters.oneOf("granularity", granularity, Granularity.class);
        return wanted == null ? Granularity.DAY : wanted;
    }

    Instant to() {
        return to == null ? Instant.now().truncatedTo(ChronoUnit.MILLIS) : QueryParameters.time("to", to);
    }

    /**
     * @return the beginning of the first bucket
     * @throws ProblemException if the range is empty or too long
     */
    Instant from(Granularity buckets, Instant end) {
        boolean hours = buckets == Granularity.HOUR;
        Instant begin = from == null ? end.minus(hours ? 1 : 30, ChronoUnit.DAYS) : QueryParameters.time("from", from);
        if (!begin.isBefore(end)) {
            throw QueryParameters.invalid("from", "before to");
        }
        int mostDays = hours ? 31 : 731;
        if (Duration.between(begin, end).compareTo(Duration.ofDays(mostDays)) > 0) {
            throw QueryParameters.invalid("from", "at most " + mostDays + " days before to");
        }
        return begin.truncatedTo(hours ? ChronoUnit.HOURS : ChronoUnit.DAYS);
    }

    /** @return null for all */
    String event() {
        return QueryParameters.matching("event", event, EVENT_SYNTAX, "the name of an event");
    }
}
