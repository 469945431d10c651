package io.angelwire.bench.realtime;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.report.Results;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs the measures one after the other, each in rounds: plain, over Socket.IO, Socket.IO, bare ws, plain, … So whatever else the
 * machine does falls on all of them, and neighbours can be compared.
 */
final class RealtimeBenchmark {

    private static final List<RealtimeMeasure> ALL = List.of(
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

    /** @throws BenchException if one is asked for that there is not */
    static List<RealtimeMeasure> chosen(RealtimeOptions options) {
        List<String> only = options.only();
        for (String name : only) {
            if (ALL.stream().noneMatch(measure -> measure.name().equals(name))) {
                throw new BenchException("--only knows no " + name + ", only "
                        + ALL.stream().map(RealtimeMeasure::name).collect(Collectors.joining(", ")));
            }
        }
        return ALL.stream()
                .filter(measure -> only.isEmpty() || only.contains(measure.name()))
                .toList();
    }

    List<Results> run(List<RealtimeMeasure> measures) {
        List<Results> all = new ArrayList<>();
        for (RealtimeMeasure measure : measures) {
            long began = System.nanoTime();
            System.out.printf("  %s ... ", measure.title());
            System.out.flush();
            all.add(run(measure));
            System.out.printf("%.0f s%n", (System.nanoTime() - began) / 1e9);
        }
        return all;
    }

    private Results run(RealtimeMeasure measure) {
        Results results = new Results(measure);
        for (int round = 0; round < measure.rounds(options.rounds()); round++) {
            for (RealtimeContender contender : options.contenders()) {
                results.add(contender, new Results.Round(measure.run(contender, stage), Map.of()));
            }
        }
        return results;
    }
}
