package io.angelwire.bench.realtime;

import io.angelwire.bench.frame.Rounds;
import io.angelwire.bench.report.Results;
import java.util.List;
import java.util.Map;

/** The measures of the realtime service: plain, over Socket.IO, Socket.IO, bare ws, plain, … */
final class RealtimeBenchmark implements Rounds<RealtimeMeasure, RealtimeContender> {

    static final List<RealtimeMeasure> MEASURES = List.of(
            new Connecting(),
            new IdleMemory(),
            RoomFlood.bigRoom(1_000),
            RoomFlood.bigRoom(5_000),
            RoomFlood.smallRooms(),
            new SecondNode(),
            new RoomLatency(),
            new ReconnectStorm(),
            new SlowClients());

    private final RealtimeOptions options;
    private final RealtimeStage stage;

    RealtimeBenchmark(RealtimeOptions options, RealtimeStage stage) {
        this.options = options;
        this.stage = stage;
    }

    @Override
    public List<RealtimeContender> contenders() {
        return options.contenders();
    }

    @Override
    public int rounds(RealtimeMeasure measure, RealtimeContender contender) {
        return measure.rounds(options.run().rounds());
    }

    @Override
    public Results.Round run(RealtimeMeasure measure, RealtimeContender contender, int round) {
        return new Results.Round(measure.run(contender, stage), Map.of());
    }
}
