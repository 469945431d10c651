package io.angelwire.bench.realtime;

import io.angelwire.bench.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Socket.IO with its Redis adapter, or a bare loop over sockets, in Node. */
final class NodeServer extends MeasuredServer {

    private final ChildProcess child;

    private NodeServer(ChildProcess child, int port) {
        super(child.handle(), port);
        this.child = child;
    }

    static NodeServer start(Path script, int redisPort, Path log) {
        ChildProcess child =
                ChildProcess.start(ServerPin.command(List.of("node", "--expose-gc", script.toString())), log);
        int port =
                child.ask("serve", Map.of("redisPort", redisPort)).get("port").asInt();
        return new NodeServer(child, port);
    }

    @Override
    void collectGarbage() {
        child.ask("collect-garbage", Map.of());
    }

    @Override
    public void close() {
        child.close();
    }
}
