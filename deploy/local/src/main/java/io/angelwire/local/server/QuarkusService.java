package io.angelwire.local.server;

import io.angelwire.local.StackException;
import io.angelwire.local.process.Program;
import io.angelwire.local.process.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A packaged Quarkus service as a process of its own. */
public final class QuarkusService {

    /**
     * For a quick start and a small footprint; a service that lives for days would want the second compiler. The small
     * initial heap matters: it is otherwise a share of the machine's memory, and fills before it is first collected.
     */
    private static final List<String> JVM_OPTIONS = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xms24m",
            "-Xmx112m",
            // What a burst has needed is given back after it.
            "-XX:MinHeapFreeRatio=10",
            "-XX:MaxHeapFreeRatio=30",
            "-XX:ReservedCodeCacheSize=32m",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError");

    /** Longer than a worker waits for its running jobs, so that it gives the rest back itself. */
    private static final Duration GRACE = Duration.ofSeconds(35);

    private QuarkusService() {}

    /**
     * With the small footprint of the local stack.
     *
     * @param name of the process; differs from the module's for a second node
     * @param module folder of the service's Maven module
     * @param moreJvmOptions win over those of the stack
     * @param environment configuration in environment form
     * @param properties configuration that wins over the environment
     */
    public static Program small(
            String name,
            Path module,
            int port,
            int managementPort,
            List<String> moreJvmOptions,
            Map<String, String> environment,
            Map<String, String> properties) {
        List<String> jvmOptions = new ArrayList<>(JVM_OPTIONS);
        jvmOptions.addAll(moreJvmOptions);
        return program(name, module, port, managementPort, jvmOptions, environment, properties);
    }

    /** With these options of the JVM and no others. */
    public static Program program(
            String name,
            Path module,
            int port,
            int managementPort,
            List<String> jvmOptions,
            Map<String, String> environment,
            Map<String, String> properties) {
        Path jar = module.resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new StackException("The service " + name + " is not built: " + jar + " is missing.");
        }
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(jvmOptions);
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        Map<String, String> variables = new HashMap<>(environment);
        // Native memory in two arenas instead of eight for each core.
        variables.put("MALLOC_ARENA_MAX", "2");
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        return new Program(
                name,
                command,
                variables,
                module,
                () -> Http.isOk(managementPort, "/q/health/ready"),
                StopSignal.TERM,
                GRACE,
                false);
    }
}
