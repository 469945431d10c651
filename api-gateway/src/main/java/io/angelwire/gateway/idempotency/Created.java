package io.angelwire.gateway.idempotency;

/**
 * What a creating request came to.
 *
 * @param location path of what was created
 * @param view is answered as JSON
 */
public record Created(int status, String location, Object view) {

    public Created(String location, Object view) {
        this(201, location, view);
    }

    /** The work goes on in the background. */
    public static Created accepted(String location, Object view) {
        return new Created(202, location, view);
    }
}
