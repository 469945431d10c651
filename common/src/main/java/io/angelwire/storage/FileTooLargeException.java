package io.angelwire.storage;

import java.io.IOException;

/** A file went on past the limit. Nothing of it is kept. */
public class FileTooLargeException extends IOException {

    /** @param limit in bytes */
    public FileTooLargeException(long limit) {
        super("A file has at most %d bytes.".formatted(limit));
    }
}
