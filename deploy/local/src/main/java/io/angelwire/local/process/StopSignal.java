package io.angelwire.local.process;

import java.io.IOException;

/** The signal that asks a program to end in an orderly way. */
public enum StopSignal {
    TERM,
    /** What PostgreSQL calls a fast shutdown: its SIGTERM would wait for every client to leave. */
    INT;

    void sendTo(ProcessHandle process) {
        if (this == TERM) {
            process.destroy();
            return;
        }
        try {
            // Java sends TERM and KILL only; the shell's kill is built in, so that no package is needed for it.
            new ProcessBuilder("sh", "-c", "kill -" + name() + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            process.destroy();
        }
    }
}
