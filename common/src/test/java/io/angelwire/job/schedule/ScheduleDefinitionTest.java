package io.angelwire.job.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.job.QueueName;
import io.angelwire.job.redis.RedisJobProducer.PreparedJob;
import io.angelwire.job.schedule.Schedule.Missed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a schedule ticks, and what becomes of ticks that nobody served in time. */
class ScheduleDefinitionTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void ticksByTheClockOfItsZoneThroughTheYear() {
        Timing nine = Timing.cron("0 9 * * *", BERLIN);
        assertThat(nine.next(Instant.parse("2026-01-10T12:00:00Z"))).contains(Instant.parse("2026-01-11T08:00:00Z"));
        assertThat(nine.next(NOON)).contains(Instant.parse("2026-06-02T07:00:00Z"));
    }

    @Test
    void aTimeThatTheClockSkipsOrRepeatsTicksOnce() {
        Timing halfPastTwo = Timing.cron("30 2 * * *", BERLIN);
        // 29 March 2026: 02:00 becomes 03:00. 25 October 2026: 03:00 becomes 02:00.
        assertThat(ticks(halfPastTwo, "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z"))
                .isEqualTo(2);
        assertThat(ticks(halfPastTwo, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z"))
                .isEqualTo(2);
    }

    @Test
    void sixFieldsBeginWithSeconds() {
        assertThat(Timing.cron("*/10 * * * * *", BERLIN).next(NOON)).contains(NOON.plusSeconds(10));
    }

    @Test
    void anIntervalTicksAtTheSameMomentsWhoeverAsks() {
        Timing every = Timing.every(Duration.ofSeconds(10));
        assertThat(every.next(NOON.plusMillis(1))).contains(NOON.plusSeconds(10));
        assertThat(every.next(NOON.plusSeconds(10))).contains(NOON.plusSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * *", "61 * * * *", "every minute", "* * * * * * *"})
    void anExpressionThatIsNoneIsRefused(String expression) {
        assertThatThrownBy(() -> Timing.cron(expression, BERLIN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ticksWithinStartAndEnd() {
        ScheduleDefinition definition = definition(schedule().between(NOON.plusSeconds(60), NOON.plusSeconds(75)));
        assertThat(definition.next(NOON)).contains(NOON.plusSeconds(60));
        assertThat(definition.next(NOON.plusSeconds(60))).contains(NOON.plusSeconds(70));
        assertThat(definition.next(NOON.plusSeconds(70))).isEmpty();
    }

    @Test
    void missedTicksAreSkippedRunOnceOrAllRun() {
        Instant muchLater = NOON.plusSeconds(3_605);
        assertThat(definition(schedule().onMissed(Missed.RUN_ONCE)).due(NOON, muchLater, 100))
                .containsExactly(NOON.plusSeconds(3_600));
        assertThat(definition(schedule().onMissed(Missed.RUN_ALL)).due(NOON, muchLater, 100))
                .hasSize(100)
                .startsWith(NOON.plusSeconds(2_610))
                .endsWith(NOON.plusSeconds(3_600));
        ScheduleDefinition hourly =
                definition(Schedule.of(new QueueName("q"), "s", Timing.every(Duration.ofHours(1)), "work", Map.of())
                        .onMissed(Missed.SKIP));
        assertThat(hourly.due(NOON, NOON.plusSeconds(30), 100)).containsExactly(NOON);
        assertThat(hourly.due(NOON, NOON.plusSeconds(300), 100)).isEmpty();
    }

    /** There were 315 millions of them: whoever walked through all would not come back. */
    @Test
    void theLastTicksOfYearsAreFoundWithoutWalkingThroughAll() {
        Schedule tenASecond =
                Schedule.of(new QueueName("q"), "s", Timing.every(Duration.ofMillis(100)), "work", Map.of());
        Instant yearsLater = NOON.plus(Duration.ofDays(1_000)).plusMillis(50);
        assertThat(definition(tenASecond.onMissed(Missed.RUN_ALL)).due(NOON, yearsLater, 100))
                .hasSize(100)
                .startsWith(yearsLater.minusMillis(9_950))
                .endsWith(yearsLater.minusMillis(50));
        assertThat(definition(tenASecond.onMissed(Missed.RUN_ONCE)).due(NOON, yearsLater, 100))
                .containsExactly(yearsLater.minusMillis(50));
        Schedule yearly =
                Schedule.of(new QueueName("q"), "s", Timing.cron("0 0 1 1 *", ZoneOffset.UTC), "work", Map.of());
        Instant first = Instant.parse("2020-01-01T00:00:00Z");
        assertThat(definition(yearly.onMissed(Missed.RUN_ALL)).due(first, Instant.parse("2023-06-01T00:00:00Z"), 100))
                .extracting(Instant::toString)
                .containsExactly(
                        "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z", "2022-01-01T00:00:00Z", "2023-01-01T00:00:00Z");
        Schedule ended = tenASecond.between(null, NOON.plusSeconds(1)).onMissed(Missed.RUN_ALL);
        assertThat(definition(ended).due(NOON, yearsLater, 100)).hasSize(10).startsWith(NOON);
    }

    private static Schedule schedule() {
        return Schedule.of(new QueueName("q"), "s", Timing.every(Duration.ofSeconds(10)), "work", Map.of());
    }

    private static ScheduleDefinition definition(Schedule schedule) {
        ScheduleDefinition definition =
                ScheduleDefinition.of(schedule, new PreparedJob("id", "work", "{}", "", "n", 0, ""));
        return ScheduleDefinition.read(definition.write());
    }

    private static long ticks(Timing timing, String from, String to) {
        Instant end = Instant.parse(to);
        return Stream.iterate(
                        timing.next(Instant.parse(from)).orElseThrow(),
                        tick -> tick.isBefore(end),
                        tick -> timing.next(tick).orElseThrow())
                .count();
    }
}
