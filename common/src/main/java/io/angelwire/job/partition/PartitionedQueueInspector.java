package io.angelwire.job.partition;

import io.angelwire.job.JobDetails;
import io.angelwire.job.JobPage;
import io.angelwire.job.JobState;
import io.angelwire.job.QueueCounts;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import java.util.ArrayList;
import java.util.Comparator;
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
        return list(parts, PartCursor.read(cursor, parts.size()), state, most, List.of());
    }

    private CompletionStage<JobPage> list(
            List<QueueName> parts, PartCursor at, JobState state, int most, List<JobDetails> before) {
        return inspector
                .list(parts.get(at.part()), state, at.cursor(), most - before.size())
                .thenCompose(page -> {
                    List<JobDetails> jobs = new ArrayList<>(before);
                    jobs.addAll(page.jobs());
                    PartCursor next = at.following(page.next(), parts.size());
                    // A part that has more has filled the page, with jobs or with bytes.
                    boolean full = jobs.size() == most || !page.next().isEmpty();
                    return full || next.isEnd()
                            ? CompletableFuture.completedFuture(new JobPage(jobs, next.write()))
                            : list(parts, next, state, most, jobs);
                });
    }

    @Override
    public CompletionStage<List<JobDetails>> newestWaiting(QueueName queue, int most) {
        return all(partitions.of(queue), part -> inspector.newestWaiting(part, most))
                .thenApply(newest -> newest.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(
                                JobDetails::enqueuedAt, Comparator.nullsLast(Comparator.reverseOrder())))
                        .limit(most)
                        .toList());
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
