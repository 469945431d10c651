package io.angelwire.realtime.server.api;

/** Ends a request with a problem. */
class ProblemException extends RuntimeException {

    private final Problem.Type type;

    ProblemException(Problem.Type type, String detail) {
        super(detail);
        this.type = type;
    }

    Problem.Type type() {
        return type;
    }
}
