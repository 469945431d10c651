package io.angelwire.domain.notification;

import java.util.regex.Pattern;

/** What somebody wrote, as far as it fits into one line of ours. */
public final class Excerpt {

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\s]+");

    /** What makes text run the other way, by which it could look like another one. */
    private static final Pattern DIRECTIONS = Pattern.compile("[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private Excerpt() {}

    /** @param most characters, at least 2; a longer text ends with an ellipsis, never in the middle of a character */
    public static String of(String text, int most) {
        String line = DIRECTIONS
                .matcher(BREAKS.matcher(text).replaceAll(" "))
                .replaceAll("")
                .strip();
        if (line.length() <= most) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(most - 2)) ? most - 2 : most - 1;
        return line.substring(0, end).stripTrailing() + "…";
    }
}
