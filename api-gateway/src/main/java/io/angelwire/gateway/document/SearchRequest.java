package io.angelwire.gateway.document;

import io.angelwire.domain.document.SearchHit;
import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import io.angelwire.gateway.page.PageRequest;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Which hits a client wants. They have no order that lasts, so a page begins after a number of hits; in a cursor that
 * number stands where lists have a time.
 */
record SearchRequest(String text, int offset, int limit) {

    private static final int LONGEST_TEXT = 200;

    /** Whoever hasn't found it among the best thousand asks otherwise. */
    private static final int MOST_HITS = 1000;

    private static final UUID NO_ROW = new UUID(0, 0);

    /** @throws ProblemException if there is nothing to search for, or it isn't text, or the page can't be told */
    static SearchRequest of(String text, PageRequest page) {
        if (text == null
                || text.isBlank()
                || text.length() > LONGEST_TEXT
                || text.matches("(?s).*[\\p{Cc}\\p{Cs}].*")) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST,
                    "The parameter q has 1 to " + LONGEST_TEXT + " characters, none of them a control character.");
        }
        return new SearchRequest(text, offset(page.after()), page.limit());
    }

    private static int offset(Position after) {
        if (after == null) {
            return 0;
        }
        long offset = after.createdAt().getEpochSecond();
        if (!after.id().equals(NO_ROW) || offset > MOST_HITS) {
            throw new ProblemException(
                    ProblemType.PAGE_INVALID, "The parameter cursor is the nextCursor of an earlier answer.");
        }
        return (int) offset;
    }

    /** @param hits one more than {@link #limit} if there are more */
    Slice<SearchHit> slice(List<SearchHit> hits) {
        int next = offset + limit;
        boolean more = hits.size() > limit && next <= MOST_HITS;
        return new Slice<>(
                hits.subList(0, Math.min(limit, hits.size())),
                more ? new Position(Instant.ofEpochSecond(next), NO_ROW) : null);
    }
}
