package io.angelwire.bench.realtime;

import io.angelwire.bench.report.Figure;
import io.angelwire.bench.server.MeasuredServer;
import java.util.List;

/**
 * {@value #STALLED} of a room's clients stop reading, and more is sent to them in another room than the network's buffers
 * hold: how the others fare at the rate of {@link RoomLatency}, and what the server keeps for who doesn't read.
 */
final class SlowClients implements RealtimeMeasure {

    private static final int STALLED = 10;

    @Override
    public String name() {
        return "slow";
    }

    @Override
    public String title() {
        return "10 of 1,000 stop reading";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("p50 of the others", "ms", null),
                new Figure("p99 of the others", "ms", null),
                new Figure("server's memory grew by", "MB", null),
                new Figure("cut off by the server", "clients", null));
    }

    @Override
    public List<Double> run(RealtimeContender contender, RealtimeStage stage) {
        int members = stage.sized(RoomLatency.MEMBERS, RoomLatency.MEMBERS / 10);
        MeasuredServer server = stage.server(contender);
        stage.connect(contender, members);
        stage.load().join(Domain.pitches(0, 1), members);
        stage.load().join(Domain.pitches(1, 1), STALLED);
        double before = server.residentBytes();
        LoadGenerator.Latency latency = stage.load()
                .slow(Domain.pitch(0), stage.sized(60, 20), RoomLatency.PER_SECOND, STALLED, Domain.pitch(1));
        double grown = server.residentBytes() - before;
        int cutOff = stage.load().readAgain();
        stage.load().leave();
        return List.of(latency.p50(), latency.p99(), grown / 1e6, (double) cutOff);
    }
}
