package io.angelwire.job.partition;

import static io.angelwire.job.partition.PartitionedQueueInspector.all;

import io.angelwire.job.JobFilter;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverrides;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Does to all parts of a queue what is to be done to the queue; a job is in one of them. */
public final class PartitionedQueueControl implements QueueControl {

    private final QueueControl control;
    private final Partitions partitions;

    /** @param control of single parts */
    public PartitionedQueueControl(QueueControl control, Partitions partitions) {
        this.control = control;
        this.partitions = partitions;
    }

    @Override
    public CompletionStage<Void> pause(QueueName queue) {
        return each(queue, control::pause);
    }

    @Override
    public CompletionStage<Void> resume(QueueName queue) {
        return each(queue, control::resume);
    }

    private CompletionStage<Void> each(QueueName queue, Function<QueueName, CompletionStage<Void>> change) {
        return all(partitions.of(queue), change).thenApply(done -> null);
    }

    /** @throws IllegalArgumentException if a limit is so low that some part would get nothing */
    @Override
    public CompletionStage<Void> configure(QueueName queue, QueueOverrides overrides) {
        List<QueueName> parts = partitions.of(queue);
        List<QueueOverrides> shares = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            shares.add(overrides.share(part, parts.size()));
        }
        return each(queue, part -> control.configure(part, shares.get(parts.indexOf(part))));
    }

    @Override
    public CompletionStage<QueueOverrides> overrides(QueueName queue) {
        return all(partitions.of(queue), control::overrides)
                .thenApply(
                        shares -> shares.stream().reduce(QueueOverrides::plus).orElseThrow());
    }

    @Override
    public CompletionStage<List<Cancellation>> cancel(QueueName queue, List<String> jobIds, String reason) {
        return all(partitions.of(queue), part -> control.cancel(part, jobIds, reason))
                .thenApply(answers -> {
                    List<Cancellation> merged = new ArrayList<>();
                    for (int job = 0; job < jobIds.size(); job++) {
                        int number = job;
                        merged.add(answers.stream()
                                .map(answer -> answer.get(number))
                                .filter(answer -> answer != Cancellation.NOT_FOUND)
                                .findFirst()
                                .orElse(Cancellation.NOT_FOUND));
                    }
                    return merged;
                });
    }

    @Override
    public CompletionStage<Integer> remove(QueueName queue, List<String> jobIds) {
        return sum(queue, part -> control.remove(part, jobIds));
    }

    @Override
    public CompletionStage<Integer> retry(QueueName queue, List<String> jobIds) {
        return sum(queue, part -> control.retry(part, jobIds));
    }

    @Override
    public CompletionStage<Integer> promote(QueueName queue, List<String> jobIds) {
        return sum(queue, part -> control.promote(part, jobIds));
    }

    @Override
    public CompletionStage<Integer> drain(QueueName queue, boolean delayedToo) {
        return sum(queue, part -> control.drain(part, delayedToo));
    }

    private CompletionStage<Integer> sum(QueueName queue, Function<QueueName, CompletionStage<Integer>> operation) {
        return all(partitions.of(queue), operation)
                .thenApply(counts -> counts.stream().mapToInt(Integer::intValue).sum());
    }

    /** One part after the other; a step is within one. */
    @Override
    public CompletionStage<Step> step(QueueName queue, JobFilter filter, Operation operation, String cursor) {
        List<QueueName> parts = partitions.of(queue);
        if (parts.size() == 1) {
            return control.step(parts.get(0), filter, operation, cursor);
        }
        PartCursor at = PartCursor.read(cursor, parts.size());
        return control.step(parts.get(at.part()), filter, operation, at.cursor())
                .thenApply(step -> new Step(
                        step.done(), at.following(step.next(), parts.size()).write()));
    }
}
