package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.schedule.RedisSchedules;
import io.angelwire.job.schedule.Schedule;
import io.angelwire.job.schedule.Schedule.Missed;
import io.angelwire.job.schedule.ScheduleTicker;
import io.angelwire.job.schedule.Schedules;
import io.angelwire.job.schedule.Timing;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Schedules that several nodes serve at once. */
class SchedulesTest extends QueueTest {

    private final List<ScheduleTicker> tickers = new ArrayList<>();
    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stopTickers() {
        tickers.forEach(ScheduleTicker::stop);
    }

    @Test
    void aTickThatFiveReplicasServeIsOneJob() {
        record();
        // All are made up for, however slow this machine is.
        put(every(200).onMissed(Missed.RUN_ALL));
        for (int i = 0; i < 5; i++) {
            serve();
        }

        await().until(() -> ran.size() >= 6);
        List<Long> ticks = new ArrayList<>(ran)
                .stream()
                        .map(id -> Long.parseLong(id.substring(id.lastIndexOf(':') + 1)))
                        .toList();
        assertThat(ticks).doesNotHaveDuplicates().allMatch(tick -> tick % 200 == 0);
        for (int i = 1; i < ticks.size(); i++) {
            assertThat(ticks.get(i) - ticks.get(i - 1)).isEqualTo(200);
        }
    }

    @Test
    void settingItAgainKeepsItsNextTickAndAnotherDefinitionReplacesIt() {
        Schedule hourly = Schedule.of(fixture.queue, "s", Timing.every(Duration.ofHours(1)), "work", Map.of("n", 1));
        assertThat(put(hourly)).isTrue();
        assertThat(put(hourly)).isFalse();
        assertThat(put(hourly.withOptions(JobOptions.DEFAULT.withAttempts(1)))).isTrue();
        assertThat(fixture.await(schedules().list(fixture.queue)))
                .singleElement()
                .satisfies(next -> assertThat(next.at()).isAfter(Instant.now()));

        assertThat(fixture.await(schedules().remove(fixture.queue, "s"))).isTrue();
        assertThat(fixture.await(schedules().list(fixture.queue))).isEmpty();
    }

    @Test
    void missedTicksAreMadeUpForAsSaid() {
        put(every(100).onMissed(Missed.RUN_ALL));
        long past = System.currentTimeMillis() / 100 * 100 - 1_000;
        fixture.send(Command.ZADD, fixture.key("schedules:next"), past, "s");
        record();
        serve();

        await().until(() -> ran.size() >= 10);
        assertThat(ran).contains("schedule:s:" + past, "schedule:s:" + (past + 900));
    }

    @Test
    void aScheduleEnds() {
        record();
        Instant end = Instant.now().plusMillis(500);
        put(every(100).between(null, end));
        serve();

        await().until(() -> fixture.await(schedules().list(fixture.queue)).isEmpty());
        await().until(() -> fixture.counts().waiting() + fixture.counts().active() == 0);
        assertThat(ran.size()).isBetween(1, 5);
    }

    @Test
    void aDeclaredScheduleIsThereFromTheStart() {
        record();
        ScheduleTicker ticker = new ScheduleTicker(fixture.queue, schedules(), List.of(every(100)));
        tickers.add(ticker);
        ticker.start();

        await().until(() -> ran.size() >= 2);
    }

    @Test
    void itsJobsHaveItsOptions() {
        put(every(100).withOptions(JobOptions.DEFAULT.withLimitKey("acme").withAttempts(1)));
        serve();
        await().until(() -> fixture.counts().waiting() >= 2);
        String id = fixture.send(Command.ZRANGE, fixture.key("key:acme"), 0, 0)
                .get(0)
                .toString();
        Job job = fixture.job().withId(id);
        assertThat(fixture.details(job).limitKey()).isEqualTo("acme");
        assertThat(fixture.details(job).payload()).isEqualTo("{\"n\":1}");
    }

    /** Also those that no node was there to serve, and whatever the schedule does about missed ticks. */
    @Test
    void ticksOfAPausedScheduleHaveNoJobsAndAreNotMadeUpFor() {
        put(every(100).onMissed(Missed.RUN_ALL));
        assertThat(fixture.await(schedules().pause(fixture.queue, "s"))).isTrue();
        long past = System.currentTimeMillis() / 100 * 100 - 1_000;
        fixture.send(Command.ZADD, fixture.key("schedules:next"), past, "s");
        record();
        serve();
        await().until(() -> next().at().toEpochMilli() > past + 1_500);
        assertThat(next().paused()).isTrue();
        stopTickers();
        long before = System.currentTimeMillis();
        fixture.send(Command.ZADD, fixture.key("schedules:next"), past, "s");

        assertThat(fixture.await(schedules().resume(fixture.queue, "s"))).isTrue();

        assertThat(next().paused()).isFalse();
        serve();
        await().until(() -> ran.size() >= 2);
        assertThat(ran)
                .allSatisfy(id -> assertThat(Long.parseLong(id.substring(id.lastIndexOf(':') + 1)))
                        .isGreaterThanOrEqualTo(before));
    }

    @Test
    void aPausedScheduleStaysPausedWhenItIsSetAnew() {
        put(every(3_600_000));
        fixture.await(schedules().pause(fixture.queue, "s"));

        put(every(3_600_000));
        assertThat(next().paused()).isTrue();
        put(every(7_200_000));
        assertThat(next().paused()).isTrue();

        fixture.await(schedules().remove(fixture.queue, "s"));
        put(every(3_600_000));
        assertThat(next().paused()).isFalse();
    }

    @Test
    void aPausedScheduleStaysPausedInAnotherPartOfItsQueue() {
        Partitions split = new Partitions(queue -> 3);
        RedisSchedules schedules = new RedisSchedules(fixture.redis, fixture.producer, PayloadCipher.NONE, split);
        fixture.await(schedules.put(every(3_600_000)));
        assertThat(fixture.await(schedules.pause(fixture.queue, "s"))).isTrue();
        for (String key : List.of("a", "b", "c", "d")) {
            fixture.await(schedules.put(every(3_600_000).withOptions(JobOptions.DEFAULT.withLimitKey(key))));

            assertThat(fixture.await(schedules.list(fixture.queue)))
                    .singleElement()
                    .satisfies(next -> assertThat(next.paused()).isTrue());
        }
        assertThat(fixture.await(schedules.pause(fixture.queue, "unknown"))).isFalse();
        assertThat(fixture.await(schedules.resume(fixture.queue, "unknown"))).isFalse();
    }

    private Schedules.Next next() {
        return fixture.await(schedules().list(fixture.queue)).get(0);
    }

    private Schedule every(int millis) {
        return Schedule.of(fixture.queue, "s", Timing.every(Duration.ofMillis(millis)), "work", Map.of("n", 1));
    }

    private boolean put(Schedule schedule) {
        return fixture.await(schedules().put(schedule));
    }

    private RedisSchedules schedules() {
        return new RedisSchedules(fixture.redis, fixture.producer, PayloadCipher.NONE, Partitions.NONE);
    }

    private void serve() {
        ScheduleTicker ticker = new ScheduleTicker(fixture.queue, schedules(), List.of());
        tickers.add(ticker);
        ticker.start();
    }

    private void record() {
        fixture.consume(job -> {
            ran.add(job.id());
            return JobOutcome.completed(null);
        });
    }
}
