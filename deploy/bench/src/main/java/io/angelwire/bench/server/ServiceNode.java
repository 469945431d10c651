package io.angelwire.bench.server;

import io.angelwire.bench.BenchException;
import io.angelwire.local.process.Program;
import io.angelwire.local.process.SupervisedProcess;
import io.angelwire.local.process.Supervisor;
import io.angelwire.local.server.QuarkusService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A packaged service of ours, started as its users do. */
final class ServiceNode extends MeasuredServer {

    private static final Duration START = Duration.ofSeconds(90);

    /** A server's, not the small ones of the local stack: both compilers, and a heap for ten thousand clients. */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-Xms64m",
            "-Xmx512m",
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-XX:+ExitOnOutOfMemoryError");

    private final Supervisor supervisor;
    private final SupervisedProcess supervised;

    private ServiceNode(Supervisor supervisor, SupervisedProcess supervised, ProcessHandle process, int port) {
        super(process, port);
        this.supervisor = supervisor;
        this.supervised = supervised;
    }

    /**
     * Returns when it is ready.
     *
     * @param name of the process
     * @param service folder of its Maven module
     */
    static ServiceNode start(
            String name,
            Path service,
            Supervisor supervisor,
            int port,
            int managementPort,
            List<String> moreJvmOptions,
            Map<String, String> environment) {
        List<String> jvmOptions = new ArrayList<>(JVM_OPTIONS);
        jvmOptions.addAll(moreJvmOptions);
        Program program =
                QuarkusService.program(name, service, port, managementPort, jvmOptions, environment, Map.of());
        SupervisedProcess process = supervisor.start(new Program(
                program.name(),
                ServerPin.command(program.command()),
                program.environment(),
                program.directory(),
                program.readiness(),
                program.stopSignal(),
                program.grace(),
                program.essential()));
        try {
            process.awaitReady(START);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
        return new ServiceNode(
                supervisor,
                process,
                process.handle().orElseThrow(() -> new BenchException(name + " has ended: " + process.log())),
                port);
    }

    @Override
    public void collectGarbage() {
        Path jcmd =
                Path.of(ProcessHandle.current().info().command().orElse("java")).resolveSibling("jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new BenchException("This Java has no jcmd: " + jcmd + ". The benchmark needs a JDK.");
        }
        try {
            new ProcessBuilder(jcmd.toString(), Long.toString(process().pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new BenchException("Cannot run jcmd: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        supervisor.stop(List.of(supervised));
    }
}
