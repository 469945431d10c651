package io.angelwire.bench.server;

import io.angelwire.bench.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server in Node that is told what to do by lines of JSON. */
public final class NodeServer extends MeasuredServer {

    private final ChildProcess child;

    private NodeServer(ChildProcess child, int port) {
        super(child.handle(), port);
        this.child = child;
    }

    /** @param settings what it is told of its surroundings */
    public static NodeServer start(Path script, Map<String, ?> settings, Path log) {
        ChildProcess child = ChildProcess.start(
                ServerPin.command(List.of("env", "NODE_ENV=production", "node", "--expose-gc", script.toString())),
                log);
        int port = child.ask("serve", settings).get("port").asInt();
        return new NodeServer(child, port);
    }

    @Override
    public void collectGarbage() {
        child.ask("collect-garbage", Map.of());
    }

    @Override
    public void close() {
        child.close();
    }
}
