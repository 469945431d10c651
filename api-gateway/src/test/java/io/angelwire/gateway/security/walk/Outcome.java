package io.angelwire.gateway.security.walk;

/** What is to become of a try. */
enum Outcome {
    /** Done: 2xx or 3xx. */
    ALLOWED,
    /** Past the gate: whatever it is answered then, it isn't because of who asks. For what can't be made to succeed here. */
    ADMITTED,
    /** 401. */
    UNAUTHENTICATED,
    /** 403: this role may not do that with anything. */
    FORBIDDEN,
    /** 404, the very answer that is given for a thing that doesn't exist. */
    HIDDEN;

    boolean fits(int status) {
        return switch (this) {
            case ALLOWED -> status >= 200 && status < 400;
            case ADMITTED -> status >= 200 && status < 500 && status != 401 && status != 403;
            case UNAUTHENTICATED -> status == 401;
            case FORBIDDEN -> status == 403;
            case HIDDEN -> status == 404;
        };
    }
}
