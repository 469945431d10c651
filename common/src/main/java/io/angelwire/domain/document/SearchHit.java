package io.angelwire.domain.document;

/**
 * A document that was found.
 *
 * @param page of the best match, from 1
 * @param excerpt some text of that page; what matched stands between {@link #START} and {@link #STOP}
 */
public record SearchHit(DocumentVersion version, int page, String excerpt) {

    /** No text has them: they are private to whoever uses them, and are taken out of what is indexed. */
    public static final char START = '\uE000';

    public static final char STOP = '\uE001';

    static final String MARKERS = "StartSel=" + START + ",StopSel=" + STOP
            + ",MaxFragments=2,MaxWords=30,MinWords=10,FragmentDelimiter=\" … \"";
}
