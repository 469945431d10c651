package io.angelwire.bench.admin;

import static io.angelwire.bench.admin.LongQueue.NAME;
import static io.angelwire.bench.admin.LongQueue.await;

import io.angelwire.bench.report.Statistics;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobFilter;
import io.angelwire.job.JobPage;
import io.angelwire.job.JobState;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueControl.Operation;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueOverrides;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Fills a queue, then does what admins do, each thing many times, one after the other. */
final class AdminBenchmark {

    private static final int PAGE = 100;

    private final LongQueue queue;
    private final QueueInspector inspector;
    private final QueueControl control;
    private final AdminOptions options;
    private final AdminReport report = new AdminReport();

    AdminBenchmark(LongQueue queue, AdminOptions options) {
        this.queue = queue;
        this.inspector = queue.inspector;
        this.control = queue.control;
        this.options = options;
    }

    AdminReport run() {
        System.out.printf("  filling a queue with %,d waiting jobs ... ", options.jobs());
        System.out.flush();
        long began = System.nanoTime();
        queue.fill(options.jobs());
        System.out.printf("%.0f s%n", (System.nanoTime() - began) / 1e9);
        queue.watchCalls();
        look();
        change();
        return report;
    }

    private void look() {
        String deep = deepCursor();
        String last = waiting("").jobs().get(PAGE - 1).id();
        measure("counts", () -> await(inspector.count(NAME)));
        measure("a queue on the dashboard: counts and the newest of five states", this::overview);
        measure("first page of waiting jobs", () -> waiting(""));
        measure("a page behind a tenth of them", () -> waiting(deep));
        measure(
                "a page of delayed jobs, in their midst",
                () -> await(inspector.list(NAME, JobState.DELAYED, Integer.toString(options.jobs() / 20), PAGE)));
        measure(
                "a search that looks at 1,000 and finds none",
                () -> await(
                        inspector.search(NAME, JobFilter.in(JobState.WAITING).named("nothing"), "", PAGE)));
        measure("a job", () -> await(inspector.find(NAME, last)));
    }

    private JobPage waiting(String cursor) {
        return await(inspector.list(NAME, JobState.WAITING, cursor, PAGE));
    }

    private String deepCursor() {
        String cursor = "";
        for (int seen = 0; seen < options.jobs() / 10; seen += QueueInspector.LARGEST_PAGE) {
            cursor = await(inspector.list(NAME, JobState.WAITING, cursor, QueueInspector.LARGEST_PAGE))
                    .next();
        }
        return cursor;
    }

    private void overview() {
        List<CompletableFuture<?>> asked = new ArrayList<>();
        asked.add(inspector.count(NAME).toCompletableFuture());
        asked.add(inspector.newestWaiting(NAME, 10).toCompletableFuture());
        for (JobState state : List.of(JobState.ACTIVE, JobState.DELAYED, JobState.COMPLETED, JobState.FAILED)) {
            asked.add(inspector.list(NAME, state, "", 10).toCompletableFuture());
        }
        await(CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new)));
    }

    private void change() {
        measure("pause and resume", () -> {
            await(control.pause(NAME));
            await(control.resume(NAME));
        });
        measure("limits of the queue", () -> await(control.configure(NAME, QueueOverrides.NONE.withConcurrency(5))));
        measureSome(
                "limits of keys, 10,000 of which have jobs in line",
                20,
                () -> await(control.configure(NAME, new QueueOverrides(null, null, null, null, null, null, 2))));
        measure("promote a delayed job", () -> await(control.promote(NAME, List.of(first(JobState.DELAYED)))));
        measure("cancel a waiting job", () -> await(control.cancel(NAME, List.of(first(JobState.WAITING)), "bench")));
        measure("remove a waiting job", () -> await(control.remove(NAME, List.of(first(JobState.WAITING)))));
        measureSome(
                "remove 100 waiting jobs by filter",
                50,
                () -> await(control.step(NAME, JobFilter.in(JobState.WAITING), Operation.REMOVE, "")));
        measureSome(
                "promote 100 delayed jobs by filter",
                Math.min(options.jobs() / 20_000, 50),
                () -> await(control.step(NAME, JobFilter.in(JobState.DELAYED), Operation.PROMOTE, "")));
    }

    private String first(JobState state) {
        List<JobDetails> jobs = await(inspector.list(NAME, state, "", 1)).jobs();
        return jobs.get(0).id();
    }

    private void measure(String title, Runnable operation) {
        measureSome(title, options.rounds(), operation);
    }

    private void measureSome(String title, int rounds, Runnable operation) {
        operation.run();
        queue.slowestCallMillis();
        List<Double> millis = new ArrayList<>();
        double slowestCall = 0;
        for (int round = 0; round < rounds; round++) {
            long began = System.nanoTime();
            operation.run();
            millis.add((System.nanoTime() - began) / 1e6);
            slowestCall = Math.max(slowestCall, queue.slowestCallMillis());
        }
        report.add(title, rounds, Statistics.median(millis), Statistics.percentile(millis, 95), slowestCall);
    }
}
