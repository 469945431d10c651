package io.angelwire.bench.realtime;

import io.angelwire.bench.realtime.RealtimeStage.Cost;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.Goal;
import io.angelwire.bench.report.RatioGoal;
import java.util.List;

/** Events come to rooms as fast as the server delivers them: until every member has every event. */
final class RoomFlood implements RealtimeMeasure {

    /** Events that may be under way: enough that no server waits for the publisher. */
    private static final int UNDER_WAY = 16;

    private static final int UNDER_WAY_IN_SMALL_ROOMS = 3_200;

    private final String name;
    private final String title;
    private final int rooms;
    private final int members;
    private final int deliveries;
    private final Goal speed;
    private final Goal cost;

    /** @param deliveries to Socket.IO's clients; ours get a multiple of it */
    private RoomFlood(String name, String title, int rooms, int members, int deliveries, Goal speed, Goal cost) {
        this.name = name;
        this.title = title;
        this.rooms = rooms;
        this.members = members;
        this.deliveries = deliveries;
        this.speed = speed;
        this.cost = cost;
    }

    static RoomFlood bigRoom(int members) {
        return new RoomFlood(
                "room-" + members,
                "one room of %,d".formatted(members),
                1,
                members,
                200_000,
                RatioGoal.atLeastTimes("2"),
                RatioGoal.atMostTimes("0.5"));
    }

    static RoomFlood smallRooms() {
        return new RoomFlood(
                "small-rooms",
                "1,000 rooms of 5",
                1_000,
                5,
                60_000,
                RatioGoal.atLeastTimes("3.5"),
                RatioGoal.atMostTimes("0.3"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                new Figure("", "deliveries/s", speed),
                new Figure("server's CPU", "µs/delivery", cost),
                new Figure("server busy", "%", null),
                new Figure("Redis CPU", "µs/event", null));
    }

    @Override
    public List<Double> run(RealtimeContender contender, RealtimeStage stage) {
        int size = rooms > 1 ? members : stage.sized(members, members / 10);
        List<String> pitches = Domain.pitches(0, stage.sized(rooms, Math.max(1, rooms / 10)));
        int events = stage.sized(deliveries, deliveries / 10) / size * contender.load();
        int window = rooms > 1 ? stage.sized(UNDER_WAY_IN_SMALL_ROOMS, UNDER_WAY_IN_SMALL_ROOMS / 10) : UNDER_WAY;
        stage.connect(contender, pitches.size() * size);
        stage.load().join(pitches, size);
        stage.load().flood(pitches, size, events / 4, window);
        Cost spent = stage.cost(contender, () -> stage.load().flood(pitches, size, events, window));
        stage.load().leave();
        double all = (double) events * size;
        return List.of(
                all / spent.seconds(), spent.serverMicros() / all, spent.busyPercent(), spent.redisMicros() / events);
    }
}
