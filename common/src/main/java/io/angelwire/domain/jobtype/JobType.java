package io.angelwire.domain.jobtype;

import io.angelwire.job.QueueName;
import java.util.function.Consumer;

/**
 * A kind of job that programs outside of the platform may enqueue, too.
 *
 * @param payload the record that its handler reads, with its constraints
 * @param check throws for payloads that meet the constraints and mean nothing all the same: an
 *     {@link io.angelwire.domain.money.InvalidAmountException}, or an IllegalArgumentException that tells its sender why
 */
public record JobType<T>(QueueName queue, String name, Class<T> payload, Consumer<? super T> check) {

    static <T> JobType<T> of(QueueName queue, String name, Class<T> payload) {
        return new JobType<>(queue, name, payload, any -> {});
    }
}
