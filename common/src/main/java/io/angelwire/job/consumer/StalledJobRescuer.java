package io.angelwire.job.consumer;

import static io.angelwire.job.consumer.Answers.await;

import io.angelwire.job.redis.QueueCommands;
import io.angelwire.job.redis.QueueCommands.Rescued;
import org.jboss.logging.Logger;

/** Gives the jobs of consumers whose lease has lapsed to those that live. Any number of nodes may do so at once. */
final class StalledJobRescuer {

    private static final Logger LOG = Logger.getLogger(StalledJobRescuer.class);
    private static final int JOBS_PER_CALL = 100;

    private final QueueSettings settings;
    private final QueueCommands commands;
    private final JobObserver observer;

    StalledJobRescuer(QueueSettings settings, QueueCommands commands, JobObserver observer) {
        this.settings = settings;
        this.commands = commands;
        this.observer = observer;
    }

    void rescue() {
        try {
            Rescued rescued;
            do {
                rescued = await(commands.rescueStalled(
                        JOBS_PER_CALL,
                        settings.maxRedeliveries(),
                        settings.retention().failed(),
                        settings.retention().completed()));
                if (rescued.rescued() + rescued.buried() > 0) {
                    observer.rescued(rescued.rescued());
                    LOG.warnf(
                            "Queue %s: consumer %s is dead; %d of its jobs run again, %d failed for good",
                            settings.queue(), rescued.consumer(), rescued.rescued(), rescued.buried());
                }
            } while (!rescued.consumer().isEmpty());
        } catch (RedisUnavailableException e) {
            LOG.debugf("Queue %s: rescue failed: %s", settings.queue(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
