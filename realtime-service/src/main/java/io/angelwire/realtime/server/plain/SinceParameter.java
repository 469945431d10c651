package io.angelwire.realtime.server.plain;

import io.angelwire.realtime.Offset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last event that a client has of its own room, in the handshake's query: {@code since=<epoch>,<seq>}. */
final class SinceParameter {

    private static final Pattern SINCE =
            Pattern.compile("(?:^|&)since=([0-9A-Za-z]{1,64})(?:,|%2C|%2c)(\\d{1,18})(?:&|$)");

    private SinceParameter() {}

    /**
     * @param query the handshake's, or null
     * @return null if it names none
     * @throws IllegalArgumentException with a message for the client
     */
    static Offset in(String query) {
        if (query == null || !query.contains("since=")) {
            return null;
        }
        Matcher found = SINCE.matcher(query);
        if (!found.find()) {
            throw new IllegalArgumentException("The query's \"since\" has the form <epoch>,<seq>; it was ignored.");
        }
        return new Offset(found.group(1), Long.parseLong(found.group(2)));
    }
}
