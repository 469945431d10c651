package io.angelwire.job;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * Which jobs of a queue an operation is for.
 *
 * @param state in which they are
 * @param name their name; null for any
 * @param failureContains a part of why they failed; null for any
 * @param enqueuedBefore only older ones; null for any
 * @param most at most so many
 */
public record JobFilter(JobState state, String name, String failureContains, Instant enqueuedBefore, int most)
        implements Predicate<JobDetails> {

    public static JobFilter in(JobState state) {
        return new JobFilter(state, null, null, null, Integer.MAX_VALUE);
    }

    public JobFilter named(String newName) {
        return new JobFilter(state, newName, failureContains, enqueuedBefore, most);
    }

    public JobFilter failedWith(String part) {
        return new JobFilter(state, name, part, enqueuedBefore, most);
    }

    public JobFilter enqueuedBefore(Instant time) {
        return new JobFilter(state, name, failureContains, time, most);
    }

    public JobFilter atMost(int count) {
        return new JobFilter(state, name, failureContains, enqueuedBefore, count);
    }

    @Override
    public boolean test(JobDetails job) {
        return job.state() == state
                && (name == null || name.equals(job.name()))
                && (failureContains == null
                        || job.failure() != null && job.failure().contains(failureContains))
                && (enqueuedBefore == null
                        || job.enqueuedAt() != null && job.enqueuedAt().isBefore(enqueuedBefore));
    }
}
