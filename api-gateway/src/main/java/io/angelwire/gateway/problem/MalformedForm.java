package io.angelwire.gateway.problem;

import java.util.Arrays;

/**
 * Whether a failure tells of a body that is no form. The framework's reader of forms throws I/O failures and all kinds
 * of unchecked ones at what clients send, and has no type of its own for it.
 */
final class MalformedForm {

    private static final String READER = "org.jboss.resteasy.reactive.server.core.multipart.";

    /** What this machine refuses, a full disk for instance, is not the client's fault. */
    private static final String FILES = "sun.nio.";

    private MalformedForm() {}

    static boolean isCauseOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        return trace.length > 0
                && !trace[0].getClassName().startsWith(FILES)
                && Arrays.stream(trace).anyMatch(frame -> frame.getClassName().startsWith(READER));
    }
}
