package io.angelwire.bench.realtime;

import io.angelwire.bench.report.Comparison;
import io.angelwire.bench.report.Comparison.Verdict;
import io.angelwire.bench.report.Competitor;
import io.angelwire.bench.report.LineUp;
import java.util.List;

/** Who is measured, in the order of a round. */
public enum RealtimeContender implements Competitor {
    /** Gets more events than the other server where it is a multiple faster, so that both are measured for about as long. */
    PLAIN("plain JSON", "plain", 2),
    SOCKET_IO("over Socket.IO", "socket-io", 2),
    RIVAL("Socket.IO", "socket-io", 1);

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
    private final int load;

    RealtimeContender(String title, String protocol, int load) {
        this.title = title;
        this.protocol = protocol;
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
        };
    }

    /** What its clients speak. */
    String protocol() {
        return protocol;
    }

    boolean isOurs() {
        return this != RIVAL;
    }

    int load() {
        return load;
    }
}
