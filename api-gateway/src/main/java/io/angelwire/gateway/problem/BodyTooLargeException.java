package io.angelwire.gateway.problem;

import java.io.IOException;

/** A body went on past the limit. An I/O failure, because parsers let those through as they are. */
public class BodyTooLargeException extends IOException {

    /** @param limit in bytes */
    public BodyTooLargeException(long limit) {
        super("At most %d bytes are read.".formatted(limit));
    }
}
