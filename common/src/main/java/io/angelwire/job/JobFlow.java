package io.angelwire.job;

import java.util.ArrayList;
import java.util.List;

/**
 * A job that waits for others: it starts when all its children have completed, and can read their results
 * ({@link RunningJob#children}). Children may be flows themselves and live in other queues.
 *
 * @param children 0 to {@value #MOST_CHILDREN}
 */
public record JobFlow(QueueName queue, Job job, ParentLink.OnFailure onFailure, List<JobFlow> children) {

    public static final int MOST_CHILDREN = 1_000;

    public JobFlow {
        children = List.copyOf(children);
        if (children.size() > MOST_CHILDREN) {
            throw new IllegalArgumentException(
                    "a job waits for at most " + MOST_CHILDREN + " children: " + children.size());
        }
    }

    public static JobFlow of(QueueName queue, Job job) {
        return new JobFlow(queue, job, ParentLink.OnFailure.FAIL, List.of());
    }

    /** What becomes of the job that waits for this one if this one does not complete. */
    public JobFlow onFailure(ParentLink.OnFailure policy) {
        return new JobFlow(queue, job, policy, children);
    }

    public JobFlow waitingFor(JobFlow... newChildren) {
        return new JobFlow(queue, job, onFailure, List.of(newChildren));
    }

    /** One job of a flow, and the references ({@code <queue>/<id>}) of those that it waits for. */
    public record Part(QueueName queue, Job job, List<String> children) {}

    /**
     * Every job of the flow, parents before their children: a child that ends before its parent is known would be told
     * to nobody.
     */
    public List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        collect(parts, job);
        return parts;
    }

    private void collect(List<Part> parts, Job linked) {
        parts.add(new Part(
                queue, linked, children.stream().map(JobFlow::reference).toList()));
        for (JobFlow child : children) {
            ParentLink parent = new ParentLink(queue, job.id(), child.onFailure);
            child.collect(parts, child.job.withOptions(child.job.options().withParent(parent)));
        }
    }

    private String reference() {
        return queue + "/" + job.id();
    }
}
