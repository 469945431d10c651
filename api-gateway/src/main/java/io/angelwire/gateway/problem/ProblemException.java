package io.angelwire.gateway.problem;

import java.util.List;

/** Ends a request with a problem. */
public class ProblemException extends RuntimeException {

    private final ProblemType type;
    private final List<Problem.Error> errors;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, (Throwable) null);
    }

    /** @param cause for whoever debugs; the client does not learn it */
    public ProblemException(ProblemType type, String detail, Throwable cause) {
        super(detail, cause);
        this.type = type;
        this.errors = null;
    }

    private ProblemException(List<Problem.Error> errors) {
        this.type = ProblemType.VALIDATION_FAILED;
        this.errors = List.copyOf(errors);
    }

    /** @param errors the values that can't be accepted */
    public static ProblemException invalid(List<Problem.Error> errors) {
        return new ProblemException(errors);
    }

    public static ProblemException invalid(String pointer, String detail) {
        return invalid(List.of(new Problem.Error(pointer, detail)));
    }

    /** Null unless there are values to blame. */
    List<Problem.Error> errors() {
        return errors;
    }

    public ProblemType type() {
        return type;
    }
}
