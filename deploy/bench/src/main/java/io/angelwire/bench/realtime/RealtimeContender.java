package io.angelwire.bench.realtime;

import io.angelwire.bench.report.Comparison;
import io.angelwire.bench.report.Comparison.Verdict;
import io.angelwire.bench.report.Competitor;
import io.angelwire.bench.report.LineUp;
import java.util.List;

/** Who is measured, in the order of a round. */
public enum RealtimeContender implements Competitor {
    /** Gets more events than the other server where it is a multiple faster, so that both are measured for about as long. */
    PLAIN("plain JSON", "plain", "platform", 2),
    SOCKET_IO("over Socket.IO", "socket-io", "platform", 2),
    RIVAL("Socket.IO", "socket-io", "emitter", 1),
    /** No rival: what a loop over Node's sockets does with nothing else to do. */
    BARE("bare ws", "plain", "text", 1);

    static final LineUp LINE_UP = new LineUp(
            List.of(values()),
            List.of(
                    new Comparison(PLAIN, RIVAL, "plain ×", "plainRatio", new Verdict("plain", "plainReached")),
                    new Comparison(
                            SOCKET_IO,
                            RIVAL,
                            "over ×",
                            "overSocketIoRatio",
                            new Verdict("over Socket.IO", "overSocketIoReached"))));

    private final String title;
    private final String protocol;
    private final String publisher;
    private final int load;

    RealtimeContender(String title, String protocol, String publisher, int load) {
        this.title = title;
        this.protocol = protocol;
        this.publisher = publisher;
        this.load = load;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String key() {
        return switch (this) {
            case PLAIN -> "plain";
            case SOCKET_IO -> "overSocketIo";
            case RIVAL -> "socketIo";
            case BARE -> "bareWs";
        };
    }

    /** What its clients speak. */
    String protocol() {
        return protocol;
    }

    /** How its events get into Redis. */
    String publisher() {
        return publisher;
    }

    boolean isOurs() {
        return this == PLAIN || this == SOCKET_IO;
    }

    int load() {
        return load;
    }
}
