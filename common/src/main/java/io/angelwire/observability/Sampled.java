package io.angelwire.observability;

/** Something whose state is looked at every few seconds, so that scraping it costs nothing. */
public interface Sampled {

    /** Looks. May take a second or two; a failure is logged, and the next look comes as if it had not been. */
    void sample() throws Exception;

    /** The last look failed: what it saw before is not true any more. */
    void forget();
}
