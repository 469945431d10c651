package io.angelwire.job.faults;

/**
 * Something that a handler did, as it stands where nothing that the tests do can reach it.
 *
 * @param what {@link #STARTED}, {@link #ENDED} or {@link #ENDED_LATE}
 * @param process its id
 * @param atMicros when, by the machine's clock
 * @param begunMicros when the engine had not yet taken note that this handler starts; between the two it did
 */
record Effect(String what, String job, int attempt, long process, long atMicros, long begunMicros) {

    static final String STARTED = "started";
    static final String ENDED = "ended";
    /** It ended, but knew before that its lease was lost. */
    static final String ENDED_LATE = "ended late";

    boolean isStart() {
        return what.equals(STARTED);
    }

    boolean isEnd() {
        return !isStart();
    }
}
