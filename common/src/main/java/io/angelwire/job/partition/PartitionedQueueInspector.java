package io.angelwire.job.partition;

import io.angelwire.job.JobDetails;
import io.angelwire.job.JobPage;
import io.angelwire.job.JobState;
import io.angelwire.job.QueueCounts;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Looks into all parts of a queue. A list goes through them one after the other, each in its own order. */
public final class PartitionedQueueInspector implements QueueInspector {

    private final QueueInspector inspector;
    private final Partitions partitions;

    /** @param inspector of single parts */
    public PartitionedQueueInspector(QueueInspector inspector, Partitions partitions) {
        this.inspector = inspector;
        this.partitions = partitions;
    }

    @Override
    public CompletionStage<QueueCounts> count(QueueName queue) {
        return all(partitions.of(queue), inspector::count)
                .thenApply(counts -> counts.stream().reduce(QueueCounts::plus).orElseThrow());
    }

    @Override
    public CompletionStage<Optional<JobDetails>> find(QueueName queue, String jobId) {
        return all(partitions.of(queue), part -> inspector.find(part, jobId))
                .thenApply(found -> found.stream().flatMap(Optional::stream).findFirst());
    }

    @Override
    public CompletionStage<JobPage> list(QueueName queue, JobState state, String cursor, int most) {
        List<QueueName> parts = partitions.of(queue);
        if (parts.size() == 1) {
            return inspector.list(parts.get(0), state, cursor, most);
        }
        int colon = cursor.indexOf(':');
        int part = colon < 0 ? 0 : Integer.parseInt(cursor.substring(0, colon));
        return list(parts, part, state, cursor.substring(colon + 1), most, List.of());
    }

    /** @param cursor of the part, behind which is listed; in answers the part's number and a colon stand before it */
    private CompletionStage<JobPage> list(
            List<QueueName> parts, int part, JobState state, String cursor, int most, List<JobDetails> before) {
        return inspector
                .list(parts.get(part), state, cursor, most - before.size())
                .thenCompose(page -> {
                    List<JobDetails> jobs = new ArrayList<>(before);
                    jobs.addAll(page.jobs());
                    if (!page.next().isEmpty()) {
                        return CompletableFuture.completedFuture(new JobPage(jobs, part + ":" + page.next()));
                    }
                    if (part + 1 == parts.size()) {
                        return CompletableFuture.completedFuture(new JobPage(jobs, ""));
                    }
                    return jobs.size() == most
                            ? CompletableFuture.completedFuture(new JobPage(jobs, part + 1 + ":"))
                            : list(parts, part + 1, state, "", most, jobs);
                });
    }

    /** Asks every part at once. */
    static <T> CompletionStage<List<T>> all(List<QueueName> parts, Function<QueueName, CompletionStage<T>> ask) {
        List<CompletableFuture<T>> answers = parts.stream()
                .map(part -> ask.apply(part).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
    }
}
