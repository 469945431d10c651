package io.angelwire.domain.document;

/** Why the text of a version can't be searched, in words for its founder. */
public enum IndexingFailure {
    ENCRYPTED("it is protected by a password"),
    CORRUPT("it can't be read"),
    NO_TEXT("it has no text"),
    TOO_MANY_PAGES("it has too many pages"),
    TOO_MUCH_TEXT("it has too much text"),
    /** Needs more memory than it is given, is nested too deeply, or expands beyond measure. */
    TOO_COMPLEX("it is too complex"),
    TOO_SLOW("reading it takes too long"),
    /** Our own fault, not the file's. */
    INTERNAL("something went wrong on our side");

    private final String reason;

    IndexingFailure(String reason) {
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
