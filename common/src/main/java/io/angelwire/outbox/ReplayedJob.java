package io.angelwire.outbox;

import io.angelwire.job.QueueName;

/**
 * A job that has failed for good and is to be tried again.
 *
 * @param payload as it was stored: JSON, encrypted where the queue's payloads are
 * @param options as the dead letter carried them
 * @param deadLetterEntry the failure that is meant: if the job has failed again since, nothing happens
 */
public record ReplayedJob(
        QueueName queue, String id, String name, String payload, String options, String deadLetterEntry) {}
