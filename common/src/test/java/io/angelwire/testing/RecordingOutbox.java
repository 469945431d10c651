package io.angelwire.testing;

import io.angelwire.job.Job;
import io.angelwire.job.JobFlow;
import io.angelwire.job.JobOptions;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import io.angelwire.outbox.ReplayedJob;
import io.angelwire.realtime.RealtimeEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what a transaction would have sent. */
public class RecordingOutbox implements Outbox {

    /** A job and where it was to go. */
    public record Enqueued(QueueName queue, Job job) {}

    public final List<Enqueued> jobs = new CopyOnWriteArrayList<>();

    /** What is counted, apart: there is hardly a transaction without. */
    public final List<Enqueued> tracked = new CopyOnWriteArrayList<>();

    public final List<RealtimeEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void enqueue(QueueName queue, Job job) {
        (queue.equals(QueueName.ANALYTICS) ? tracked : jobs).add(new Enqueued(queue, job));
    }

    @Override
    public void enqueue(JobFlow flow) {
        flow.parts().forEach(part -> enqueue(part.queue(), part.job()));
    }

    @Override
    public void replay(ReplayedJob job) {
        enqueue(job.queue(), new Job(job.id(), job.name(), job.payload(), JobOptions.DEFAULT));
    }

    @Override
    public void emit(RealtimeEvent event) {
        events.add(event);
    }

    public Job job(String name) {
        return jobs.stream()
                .map(Enqueued::job)
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
