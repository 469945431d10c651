package io.angelwire.gateway.admin.queue;

import io.angelwire.gateway.queue.RedisAnswers;
import io.angelwire.job.JobDetails;
import io.angelwire.job.JobPage;
import io.angelwire.job.JobState;
import io.angelwire.job.QueueCounts;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Looks at many queues, and at every state of each, at once. */
@ApplicationScoped
class QueueOverviews {

    private static final int NEWEST = 10;

    private final QueueInspector inspector;

    QueueOverviews(QueueInspector inspector) {
        this.inspector = inspector;
    }

    /** In the order of the queues. */
    Map<String, QueueOverview> of(List<QueueName> queues) {
        Map<String, CompletableFuture<QueueOverview>> asked = new LinkedHashMap<>();
        queues.forEach(queue -> asked.put(queue.value(), ask(queue)));
        Map<String, QueueOverview> answers = new LinkedHashMap<>();
        asked.forEach((queue, answer) -> answers.put(queue, RedisAnswers.await(answer)));
        return answers;
    }

    private CompletableFuture<QueueOverview> ask(QueueName queue) {
        CompletableFuture<QueueCounts> counts = inspector.count(queue).toCompletableFuture();
        CompletableFuture<List<JobSummary>> waiting =
                summaries(inspector.newestWaiting(queue, NEWEST)).toCompletableFuture();
        CompletableFuture<List<JobSummary>> active = newest(queue, JobState.ACTIVE);
        CompletableFuture<List<JobSummary>> delayed = newest(queue, JobState.DELAYED);
        CompletableFuture<List<JobSummary>> completed = newest(queue, JobState.COMPLETED);
        CompletableFuture<List<JobSummary>> failed = newest(queue, JobState.FAILED);
        return CompletableFuture.allOf(counts, waiting, active, delayed, completed, failed)
                .thenApply(all -> QueueOverview.of(
                        counts.join(), waiting.join(), active.join(), delayed.join(), completed.join(), failed.join()));
    }

    private CompletableFuture<List<JobSummary>> newest(QueueName queue, JobState state) {
        return summaries(inspector.list(queue, state, "", NEWEST).thenApply(JobPage::jobs))
                .toCompletableFuture();
    }

    private static CompletionStage<List<JobSummary>> summaries(CompletionStage<List<JobDetails>> jobs) {
        return jobs.thenApply(all -> all.stream().map(JobSummary::of).toList());
    }
}
