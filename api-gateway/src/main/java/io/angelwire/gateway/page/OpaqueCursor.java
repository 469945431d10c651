package io.angelwire.gateway.page;

import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A place in a list that has its own words for it, as clients carry it: the list's name and those words, in Base64. */
public final class OpaqueCursor {

    private static final int LONGEST = 400;

    private OpaqueCursor() {}

    /** @return null if the list is at its end, which is empty */
    public static String write(String list, String next) {
        return next.isEmpty()
                ? null
                : Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((list + " " + next).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException if the text is no cursor of this list */
    public static String read(String list, String text) {
        try {
            String read = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            if (text.length() <= LONGEST && read.startsWith(list + " ")) {
                return read.substring(list.length() + 1);
            }
        } catch (IllegalArgumentException notBase64) {
            // No cursor of ours either.
        }
        throw invalid();
    }

    public static ProblemException invalid() {
        return new ProblemException(ProblemType.PAGE_INVALID, "The cursor is not one that this list has answered.");
    }
}
