package io.angelwire.bench.realtime;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.frame.RunOptions;
import io.angelwire.bench.server.BenchStack;
import io.angelwire.bench.server.MeasuredServer;
import io.angelwire.bench.server.NodeServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the servers that are measured, and the PostgreSQL that ours needs. */
final class RealtimeServers implements AutoCloseable {

    /**
     * As a pod has it (deploy/kubernetes/base): 60 % of 768 MiB from the start. One that grows and shrinks with its clients is
     * collected in full each time.
     */
    private static final List<String> WHOLE_HEAP = List.of("-Xms460m", "-Xmx460m");

    private final Path module;
    private final int redisPort;
    private final RunOptions options;
    private final BenchStack stack;
    private int nodes;

    /**
     * @param module the folder of the benchmark, with what its build has made
     */
    RealtimeServers(Path module, int redisPort, RunOptions options) {
        this.module = module;
        this.options = options;
        this.redisPort = redisPort;
        this.stack = new BenchStack(module, "realtime", redisPort);
    }

    /** Signs the clients' tokens. */
    Path privateKey() {
        return stack.keys().privateKey();
    }

    /** What the processes say that are no services. */
    Path log() {
        return stack.log();
    }

    /** One that nobody has used; the caller ends it. */
    MeasuredServer start(RealtimeContender contender) {
        return start(contender, WHOLE_HEAP);
    }

    /** The same, but the heap of ours takes no more of the machine than what is in it needs. */
    MeasuredServer startTight(RealtimeContender contender) {
        return start(contender, List.of());
    }

    private MeasuredServer start(RealtimeContender contender, List<String> heap) {
        if (!contender.isOurs()) {
            String script = contender == RealtimeContender.BARE ? "socketio/bare-ws.mjs" : "socketio/server.mjs";
            return NodeServer.start(module.resolve(script), Map.of("redisPort", redisPort), log());
        }
        String name = "realtime-service-" + contender.protocol() + "-" + ++nodes;
        List<String> jvmOptions = new ArrayList<>(heap);
        jvmOptions.addAll(options.recording(name));
        return stack.start("realtime-service", name, jvmOptions);
    }

    /** When one of our servers has run: it applies the migrations. */
    void createDomain() {
        try (Connection database = stack.connect()) {
            Domain.create(database);
        } catch (SQLException e) {
            throw new BenchException("Cannot use PostgreSQL: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        stack.close();
    }
}
