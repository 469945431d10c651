package io.angelwire.job.faults;

import io.angelwire.testing.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A consumer in a process of its own, with the test's class path. What it logs is in {@code target/faults}. */
final class ConsumerProcess {

    private final Process process;
    private final ServerProcess signals;

    ConsumerProcess(ConsumerSpec spec, String... jvmArguments) {
        File logs = new File("target/faults");
        logs.mkdirs();
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Xshare:auto"));
        command.addAll(java.util.List.of(jvmArguments));
        command.addAll(java.util.List.of(
                "-cp", System.getProperty("java.class.path"), ConsumerMain.class.getName(), spec.write()));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(logs, spec.queue + ".log")))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        signals = new ServerProcess(process.toHandle());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        signals.kill();
    }

    /** SIGTERM, and nothing else: destroying the process object would close its input, too. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** @return whether it ended in time */
    boolean awaitExit(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** 128 and the signal's number if a signal ended it. */
    int exitCode() {
        return process.exitValue();
    }

    void suspend() {
        signals.suspend();
    }

    void resume() {
        signals.resume();
    }
}
