package io.angelwire.document.extraction.child;

import io.angelwire.domain.document.IndexingFailure;
import java.util.Arrays;
import java.util.Optional;

/** What the exit code of the process says that reads a file. Any other code is an accident of ours. */
public enum ExtractorExit {
    TEXT(0, null),
    /** The Java machine's own, for want of memory (-XX:+ExitOnOutOfMemoryError). */
    OUT_OF_MEMORY(3, IndexingFailure.TOO_COMPLEX),
    ENCRYPTED(10, IndexingFailure.ENCRYPTED),
    CORRUPT(11, IndexingFailure.CORRUPT),
    NO_TEXT(12, IndexingFailure.NO_TEXT),
    TOO_MANY_PAGES(13, IndexingFailure.TOO_MANY_PAGES),
    TOO_MUCH_TEXT(14, IndexingFailure.TOO_MUCH_TEXT),
    TOO_COMPLEX(15, IndexingFailure.TOO_COMPLEX);

    private final int code;
    private final IndexingFailure failure;

    ExtractorExit(int code, IndexingFailure failure) {
        this.code = code;
        this.failure = failure;
    }

    public int code() {
        return code;
    }

    /** Null for {@link #TEXT}. */
    public IndexingFailure failure() {
        return failure;
    }

    public static Optional<ExtractorExit> of(int code) {
        return Arrays.stream(values()).filter(exit -> exit.code == code).findFirst();
    }
}
