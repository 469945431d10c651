package io.angelwire.job.partition;

import io.angelwire.job.JobFlow;
import io.angelwire.job.JobOptions;
import io.angelwire.job.QueueName;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Into how many parts each queue is split. Most are not split; one that outgrows what one Redis process can do is, so that
 * its parts ({@code queue:{q.0}:…}) lie on different shards of a cluster. Each part is a queue of its own to the engine;
 * to those who enqueue, watch and control there is one queue.
 *
 * <p>A job's limit key decides in which part it is, or else its deduplication key, or else its id: what has to be counted
 * or told apart together is in one part. Deduplication of jobs that have a limit key, too, is therefore among jobs of
 * the same limit key.
 */
public final class Partitions {

    public static final int MOST = 64;

    /** No queue is split. */
    public static final Partitions NONE = new Partitions(queue -> 1);

    private final ToIntFunction<QueueName> count;

    /** @param count 1 to {@value #MOST}; 1 for a queue that is not split */
    public Partitions(ToIntFunction<QueueName> count) {
        this.count = count;
    }

    /** The parts of a queue; the queue itself if it is not split, or a part already. */
    public List<QueueName> of(QueueName queue) {
        int parts = queue.equals(queue.whole()) ? count.applyAsInt(queue) : 1;
        return parts == 1
                ? List.of(queue)
                : IntStream.range(0, parts).mapToObj(queue::partition).toList();
    }

    /** The part in which jobs are that are told apart by this. */
    public QueueName of(QueueName queue, String key) {
        List<QueueName> parts = of(queue);
        // The lower bits of a text's hash alone depend on its end alone.
        int hash = key.hashCode() * 0x9E3779B9;
        return parts.get((hash >>> 16) % parts.size());
    }

    /** The part in which a job is. */
    public QueueName of(QueueName queue, String id, String limitKey, String deduplicationKey) {
        return of(queue, limitKey != null ? limitKey : deduplicationKey != null ? deduplicationKey : id);
    }

    /** The flow with each of its jobs in its part, so that parents and children name each other rightly. */
    public JobFlow of(JobFlow flow) {
        JobOptions options = flow.job().options();
        QueueName part = of(
                flow.queue(),
                flow.job().id(),
                options.limitKey(),
                options.deduplication() == null ? null : options.deduplication().key());
        return new JobFlow(
                part,
                flow.job(),
                flow.onFailure(),
                flow.children().stream().map(this::of).toList());
    }

    /** The share of one part in what the queue may do altogether; the shares add up to that. */
    public static int share(int all, int part, int parts) {
        return all / parts + (part < all % parts ? 1 : 0);
    }
}
