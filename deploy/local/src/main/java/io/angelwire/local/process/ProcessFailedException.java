package io.angelwire.local.process;

import java.nio.file.Path;

/** A process of the stack is not there although it should be. */
public class ProcessFailedException extends RuntimeException {

    private final transient Path log;

    ProcessFailedException(String message, Path log) {
        super(message);
        this.log = log;
    }

    /** Where the process wrote why. */
    public Path log() {
        return log;
    }
}
