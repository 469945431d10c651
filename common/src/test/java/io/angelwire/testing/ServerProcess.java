package io.angelwire.testing;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A process that a test has started, and signals to it. */
public final class ServerProcess {

    private final ProcessHandle handle;

    public ServerProcess(long pid) {
        this(ProcessHandle.of(pid).orElseThrow());
    }

    public ServerProcess(ProcessHandle handle) {
        this.handle = handle;
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        handle.destroyForcibly();
        handle.onExit().join();
    }

    /** SIGSTOP: it does nothing any more, and its connections stay open. */
    public void suspend() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(handle.pid()))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + name + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
