package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.angelwire.job.ChildResult;
import io.angelwire.job.Deduplication;
import io.angelwire.job.Enqueued;
import io.angelwire.job.Job;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobFilter;
import io.angelwire.job.JobFlow;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.JobPage;
import io.angelwire.job.JobState;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueControl.Cancellation;
import io.angelwire.job.QueueControl.Operation;
import io.angelwire.job.QueueControl.Step;
import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverrides;
import io.angelwire.job.deadletter.DeadLetter;
import io.angelwire.job.deadletter.DeadLetterConsumer;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.QueueCommands.Limits;
import io.angelwire.job.schedule.RedisSchedules;
import io.angelwire.job.schedule.Schedule;
import io.angelwire.job.schedule.ScheduleTicker;
import io.angelwire.job.schedule.Timing;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A queue that is split into four: one queue to those who use it. */
class PartitionsTest extends QueueTest {

    private static final int PARTS = 4;

    @BeforeEach
    void split() {
        fixture.close();
        fixture = new QueueFixture(server(), PARTS);
    }

    private void consume(QueueFixture.Work work) {
        consume(fixture.settings(), work);
    }

    private void consume(QueueSettings settings, QueueFixture.Work work) {
        settings.split(fixture.partitions.of(fixture.queue)).forEach(part -> fixture.consume(part, work));
    }

    private List<Job> jobs(int count) {
        return IntStream.range(0, count).mapToObj(i -> fixture.job()).toList();
    }

    private List<Enqueued> enqueue(List<Job> jobs) {
        return fixture.await(fixture.producer.enqueue(fixture.queue, jobs));
    }

    @Test
    void runsEveryJobOnceInWhicheverPartItIs() {
        Set<String> ran = ConcurrentHashMap.newKeySet();
        List<Job> jobs = jobs(200);

        assertThat(enqueue(jobs))
                .allMatch(Enqueued::isAdded)
                .extracting(Enqueued::jobId)
                .containsExactlyElementsOf(jobs.stream().map(Job::id).toList());
        assertThat(enqueue(jobs)).noneMatch(Enqueued::isAdded);
        for (QueueName part : fixture.partitions.of(fixture.queue)) {
            assertThat(fixture.await(fixture.inspector.count(part)).waiting()).isBetween(20L, 80L);
        }
        assertThat(fixture.counts().waiting()).isEqualTo(200);
        assertThat(fixture.counts().oldestWaitingMillis()).isPositive();

        consume(job -> JobOutcome.completed(ran.add(job.id())));
        await().until(() ->
                fixture.counts().completed() == 100 && fixture.counts().waiting() == 0);
        await().until(() -> fixture.counts().active() == 0);
        assertThat(ran).hasSize(200);
    }

    @Test
    void jobsOfOneLimitKeyAreInOnePart() {
        Limits one = new Limits(0, Duration.ofSeconds(1), 0, 0, Duration.ofSeconds(1), 1);
        AtomicInteger active = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Job> jobs = jobs(12).stream()
                .map(job -> job.withOptions(JobOptions.DEFAULT.withLimitKey("acme")))
                .toList();
        enqueue(jobs);

        consume(fixture.settings().withLimits(one), job -> {
            most.accumulateAndGet(active.incrementAndGet(), Math::max);
            active.decrementAndGet();
            return JobOutcome.completed(null);
        });

        await().until(() -> fixture.counts().completed() == 12);
        assertThat(most).hasValue(1);
    }

    @Test
    void aDeduplicationKeyHoldsOverTheWholeQueue() {
        List<Job> jobs = jobs(20).stream()
                .map(job -> job.withOptions(JobOptions.DEFAULT.withDeduplication(Deduplication.drop("digest"))))
                .toList();

        List<Enqueued> answers = enqueue(jobs);

        assertThat(answers.stream().filter(Enqueued::isAdded)).hasSize(1);
        assertThat(fixture.counts().waiting()).isEqualTo(1);
    }

    @Test
    void aFlowFindsItsPartsAndAWaitingCallerItsResult() {
        List<ChildResult> seen = new ArrayList<>();
        consume(job -> {
            if (job.name().equals("sum")) {
                seen.addAll(job.children());
                return JobOutcome.completed(job.children().size());
            }
            return JobOutcome.completed(1);
        });
        Job sum = Job.of("sum", Map.of());
        JobFlow flow = JobFlow.of(fixture.queue, sum)
                .waitingFor(jobs(8).stream()
                        .map(child -> JobFlow.of(fixture.queue, child))
                        .toArray(JobFlow[]::new));
        var result = fixture.results.await(fixture.queue, sum.id(), Integer.class, Duration.ofSeconds(20));

        fixture.await(fixture.producer.enqueue(flow));

        assertThat(fixture.await(result).value()).isEqualTo(8);
        assertThat(seen).hasSize(8).allMatch(child -> child.child().startsWith(fixture.queue + "/"));
    }

    @Test
    void looksIntoAllPartsAndChangesJobsInAllOfThem() {
        List<Job> jobs = jobs(30);
        enqueue(jobs);
        List<String> ids = jobs.stream().map(Job::id).toList();

        assertThat(listed(JobState.WAITING, 7)).containsExactlyInAnyOrderElementsOf(ids);
        JobDetails found =
                fixture.await(fixture.inspector.find(fixture.queue, ids.get(3))).orElseThrow();
        assertThat(found.queue()).isEqualTo(fixture.queue);
        assertThat(fixture.await(fixture.control.cancel(fixture.queue, List.of(ids.get(0), "unknown"), "no")))
                .containsExactly(Cancellation.CANCELLED, Cancellation.NOT_FOUND);
        assertThat(fixture.await(fixture.control.remove(fixture.queue, ids.subList(1, 5))))
                .isEqualTo(4);
        assertThat(fixture.await(fixture.control.forEach(
                        fixture.queue, JobFilter.in(JobState.WAITING).atMost(9), Operation.REMOVE)))
                .isEqualTo(9);
        assertThat(fixture.await(fixture.control.drain(fixture.queue, true))).isEqualTo(16);
        assertThat(fixture.counts().waiting()).isZero();
    }

    /** Page by page. */
    private List<String> listed(JobState state, int pageSize) {
        List<String> ids = new ArrayList<>();
        Set<String> cursors = new HashSet<>();
        String cursor = "";
        do {
            assertThat(cursors.add(cursor)).as("cursor " + cursor + " again").isTrue();
            JobPage page = fixture.await(fixture.inspector.list(fixture.queue, state, cursor, pageSize));
            assertThat(page.jobs()).hasSizeLessThanOrEqualTo(pageSize);
            page.jobs().forEach(job -> ids.add(job.id()));
            cursor = page.next();
        } while (!cursor.isEmpty());
        return ids;
    }

    @Test
    void pausesResumesAndLimitsAllParts() {
        AtomicInteger runs = new AtomicInteger();
        fixture.await(fixture.control.pause(fixture.queue));
        enqueue(jobs(20));
        consume(job -> JobOutcome.completed(runs.incrementAndGet()));
        assertThat(fixture.counts().paused()).isTrue();

        QueueOverrides limits = QueueOverrides.NONE.withRate(10, Duration.ofSeconds(60));
        fixture.await(fixture.control.configure(fixture.queue, limits));
        assertThat(fixture.await(fixture.control.overrides(fixture.queue))).isEqualTo(limits);
        assertThatThrownBy(() -> fixture.control.configure(
                        fixture.queue, QueueOverrides.NONE.withRate(PARTS - 1, Duration.ofSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rateLimit of a queue of 4 partitions must be at least 4");
        fixture.await(fixture.control.resume(fixture.queue));

        await().until(() -> runs.get() >= 6);
        fixture.await(fixture.control.configure(fixture.queue, QueueOverrides.NONE));
        assertThat(runs).hasValueLessThanOrEqualTo(10);
        await().until(() -> fixture.counts().completed() == 20);
    }

    @Test
    void failedJobsAreDeadLettersOfTheWholeQueueAndTriedAgainWhereTheyAre() {
        AtomicInteger runs = new AtomicInteger();
        List<DeadLetter> letters = new ArrayList<>();
        List<DeadLetterConsumer> consumers = fixture.partitions.of(fixture.queue).stream()
                .map(part -> new DeadLetterConsumer(part, fixture.redis, (letter, withdrawn) -> {
                    synchronized (letters) {
                        return letters.add(letter);
                    }
                }))
                .toList();
        consumers.forEach(DeadLetterConsumer::start);
        consume(job -> runs.incrementAndGet() > 10 ? JobOutcome.completed(null) : JobOutcome.failed("no"));
        List<Job> jobs = jobs(10);
        enqueue(jobs);

        await().until(() -> fixture.counts().failed() == 10 && fixture.counts().deadLetters() == 0);
        assertThat(letters).hasSize(10).allMatch(letter -> letter.queue().equals(fixture.queue));
        assertThat(fixture.await(fixture.control.retry(
                        fixture.queue, jobs.stream().map(Job::id).toList())))
                .isEqualTo(10);
        await().until(() -> fixture.counts().completed() == 10);
        consumers.forEach(DeadLetterConsumer::stop);
    }

    @Test
    void aScheduleTicksOnce() {
        AtomicInteger runs = new AtomicInteger();
        consume(job -> JobOutcome.completed(runs.incrementAndGet()));
        RedisSchedules schedules =
                new RedisSchedules(fixture.redis, fixture.producer, PayloadCipher.NONE, fixture.partitions);
        Schedule schedule = Schedule.of(fixture.queue, "beat", Timing.every(Duration.ofMillis(200)), "work", Map.of());
        ScheduleTicker ticker = new ScheduleTicker(fixture.queue, schedules, List.of(schedule));
        ticker.start();

        await().until(() -> runs.get() >= 3);
        assertThat(fixture.await(schedules.list(fixture.queue))).hasSize(1);
        ticker.stop();
    }

    @Test
    void schedulesAreSpreadOverThePartsEachInOne() {
        RedisSchedules schedules =
                new RedisSchedules(fixture.redis, fixture.producer, PayloadCipher.NONE, fixture.partitions);
        List<Schedule> hourly = IntStream.range(0, 40)
                .mapToObj(n ->
                        Schedule.of(fixture.queue, "s" + n, Timing.every(Duration.ofHours(1)), "work", Map.of("n", n)))
                .toList();
        hourly.forEach(schedule -> fixture.await(schedules.put(schedule)));

        assertThat(scheduled()).hasSize(PARTS).allMatch(count -> count > 0 && count < 40);
        // All of them in the part of their key, and nowhere else.
        hourly.forEach(schedule ->
                fixture.await(schedules.put(schedule.withOptions(JobOptions.DEFAULT.withLimitKey("acme")))));
        assertThat(scheduled()).containsExactlyInAnyOrder(40, 0, 0, 0);
        assertThat(fixture.await(schedules.list(fixture.queue))).hasSize(40);
        assertThat(fixture.await(schedules.remove(fixture.queue, "s7"))).isTrue();
        assertThat(fixture.await(schedules.remove(fixture.queue, "s7"))).isFalse();
        assertThat(fixture.await(schedules.list(fixture.queue))).hasSize(39);
    }

    private List<Integer> scheduled() {
        return fixture.partitions.of(fixture.queue).stream()
                .map(part -> fixture.send(Command.HLEN, "queue:{" + part + "}:schedules")
                        .toInteger())
                .toList();
    }

    @Test
    void theNewestWaitingJobsAndStepsAreThoseOfAllParts() {
        List<Job> jobs = jobs(30);
        jobs.forEach(fixture::enqueue);

        assertThat(fixture.await(fixture.inspector.newestWaiting(fixture.queue, 5)))
                .hasSize(5)
                .allMatch(job -> job.payload() == null);
        int done = 0;
        String cursor = "";
        do {
            Step step = fixture.await(fixture.control.step(
                    fixture.queue, JobFilter.in(JobState.WAITING).atMost(4), Operation.REMOVE, cursor));
            assertThat(step.done()).isLessThanOrEqualTo(4);
            done += step.done();
            cursor = step.next();
        } while (!cursor.isEmpty());
        assertThat(done).isEqualTo(30);
        for (String cursorOfNobody : List.of("4:", "x", "-1:", "0:nonsense", "99999999999:")) {
            assertThatThrownBy(() -> fixture.inspector.list(fixture.queue, JobState.WAITING, cursorOfNobody, 5))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void limitsAreSharedOutAndNeverExceeded() {
        QueueSettings settings = fixture.settings()
                .withConcurrency(10)
                .withLimits(new Limits(11, Duration.ofSeconds(1), 6, 3, Duration.ofSeconds(1), 2));

        List<QueueSettings> parts = settings.split(fixture.partitions.of(fixture.queue));

        assertThat(parts).extracting(QueueSettings::concurrency).containsExactly(3, 3, 2, 2);
        assertThat(parts).extracting(part -> part.limits().rate()).containsExactly(3, 3, 3, 2);
        assertThat(parts).extracting(part -> part.limits().active()).containsExactly(2, 2, 1, 1);
        assertThat(parts).extracting(part -> part.limits().keyRate()).containsOnly(3);
        assertThatThrownBy(() -> settings.withLimits(Limits.rate(3, Duration.ofSeconds(1)))
                        .split(fixture.partitions.of(fixture.queue)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate-limit");
    }

    @Test
    void aPartKnowsItsQueue() {
        QueueName email = new QueueName("email");
        assertThat(email.partition(12)).hasToString("email.12");
        assertThat(email.partition(12).whole()).isEqualTo(email);
        assertThat(email.whole()).isSameAs(email);
        assertThat(new QueueName("q1").whole()).hasToString("q1");
        assertThat(new QueueName("v1.x2").whole()).hasToString("v1.x2");
        assertThat(Partitions.NONE.of(email)).containsExactly(email);
    }
}
