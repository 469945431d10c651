package io.angelwire.realtime.server.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.realtime.HistoryPage;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.RoomHistory.Position;
import io.angelwire.realtime.server.hub.PastEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchedHistoryTest {

    private record Reading(List<Position> positions, CompletableFuture<List<HistoryPage>> reply) {}

    private final List<Reading> readings = new ArrayList<>();
    private final BatchedHistory history = new BatchedHistory(this::read, 1);

    private CompletionStage<List<HistoryPage>> read(List<Position> positions) {
        Reading reading = new Reading(positions, new CompletableFuture<>());
        readings.add(reading);
        return reading.reply();
    }

    @Test
    void whatIsAskedForMeanwhileIsReadTogether() {
        CompletionStage<HistoryPage> first = history.after(room(1), 5);
        CompletionStage<HistoryPage> second = history.after(room(2), 6);
        CompletionStage<HistoryPage> third = history.after(room(3), PastEvents.HEAD_ONLY);
        assertThat(readings).hasSize(1);

        answer(0);
        assertThat(head(first)).isEqualTo(5);
        assertThat(second.toCompletableFuture()).isNotDone();
        assertThat(readings.get(1).positions())
                .containsExactly(new Position(room(2), 6), new Position(room(3), PastEvents.HEAD_ONLY));
        answer(1);
        assertThat(head(second)).isEqualTo(6);
        assertThat(head(third)).isEqualTo(PastEvents.HEAD_ONLY);
        assertThat(readings).hasSize(2);
    }

    @Test
    void aCrowdThatHasMissedTheSameIsReadForOnce() {
        history.after(room(1), 5);
        List<CompletionStage<HistoryPage>> crowd = IntStream.range(0, 1_000)
                .mapToObj(i -> history.after(room(1), 6))
                .toList();
        answer(0);
        assertThat(readings.get(1).positions()).containsExactly(new Position(room(1), 6));
        answer(1);
        assertThat(crowd).allSatisfy(page -> assertThat(head(page)).isEqualTo(6));
        assertThat(readings).hasSize(2);
    }

    /** What is under way may have been answered before the event that is missing. */
    @Test
    void whatIsAskedForAgainIsReadAgain() {
        history.after(room(1), 5);
        CompletionStage<HistoryPage> again = history.after(room(1), 5);
        answer(0);
        assertThat(again.toCompletableFuture()).isNotDone();
        answer(1);
        assertThat(head(again)).isEqualTo(5);
    }

    @Test
    void aRoundTripHasABoundAndTheOthersFollowInTheirOrder() {
        history.after(room(0), 0);
        for (int i = 1; i <= 20; i++) {
            history.after(room(i), i);
        }
        for (int i = 0; i < 4; i++) {
            answer(i);
        }
        assertThat(readings.stream().map(reading -> reading.positions().size())).containsExactly(1, 8, 8, 4);
        assertThat(readings.stream().flatMap(reading -> reading.positions().stream()))
                .extracting(Position::seq)
                .isSorted();
    }

    @Test
    void whatFailsFailsForThoseWhoAskedAndTheNextIsRead() {
        CompletionStage<HistoryPage> first = history.after(room(1), 5);
        CompletionStage<HistoryPage> second = history.after(room(2), 6);
        readings.get(0).reply().completeExceptionally(new IllegalStateException("away"));
        assertThat(first.toCompletableFuture()).isCompletedExceptionally();
        answer(1);
        assertThat(head(second)).isEqualTo(6);
    }

    /** Each page's head says what it was asked for. */
    private void answer(int number) {
        Reading reading = readings.get(number);
        reading.reply()
                .complete(reading.positions().stream()
                        .map(position -> new HistoryPage(new Offset("e", position.seq()), List.of()))
                        .toList());
    }

    private static long head(CompletionStage<HistoryPage> page) {
        return page.toCompletableFuture().getNow(null).head().seq();
    }

    private static Room room(int number) {
        return Room.admin("room-" + number);
    }
}
