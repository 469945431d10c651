package io.angelwire.bench.realtime;

import io.angelwire.bench.ChildProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Socket.IO with its Redis adapter, in Node. */
final class SocketIoNode extends MeasuredServer {

    private final ChildProcess child;

    private SocketIoNode(ChildProcess child, int port) {
        super(child.handle(), port);
        this.child = child;
    }

    static SocketIoNode start(Path module, int redisPort, Path log) {
        Path script = module.resolve("socketio/server.mjs");
        ChildProcess child =
                ChildProcess.start(ServerPin.command(List.of("node", "--expose-gc", script.toString())), log);
        int port =
                child.ask("serve", Map.of("redisPort", redisPort)).get("port").asInt();
        return new SocketIoNode(child, port);
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
