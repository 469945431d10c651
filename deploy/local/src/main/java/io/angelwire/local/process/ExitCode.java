package io.angelwire.local.process;

/** Says what a process ended with. */
final class ExitCode {

    private static final int SIGNALLED = 128;

    private ExitCode() {}

    static String describe(int code) {
        return switch (code) {
            case SIGNALLED + 9 -> "exit code 137, killed";
            case SIGNALLED + 15 -> "exit code 143, terminated";
            case SIGNALLED + 6 -> "exit code 134, aborted";
            case SIGNALLED + 11 -> "exit code 139, segmentation fault";
            default -> "exit code " + code;
        };
    }
}
