package io.angelwire.job.redis;

import io.angelwire.job.JobDetails;
import io.angelwire.job.JobState;
import io.angelwire.job.QueueName;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What {@code describe.lua} tells of a job, read. */
final class JobDescription {

    private JobDescription() {}

    /** @param whole whether it is all that is known of the job; without its payload otherwise */
    static JobDetails read(QueueName queue, Response description, boolean whole) {
        JobContent content = JobContent.parse(description.get(2).toString());
        Map<String, String> hash = JobHash.fields(description.get(4));
        long due = description.get(3).toLong();
        // "<outcome> <finished, ms> <consumer> <ran, ms>"
        String[] end = hash.getOrDefault("end", "").split(" ");
        String attempts = hash.get("attempts");
        return new JobDetails(
                queue,
                description.get(0).toString(),
                content.name(),
                JobState.of(description.get(1).toString()),
                whole ? content.payload() : null,
                content.priority(),
                attempts == null ? content.attemptsMade() : Integer.parseInt(attempts),
                content.redeliveries(),
                time(content.enqueuedAtMillis()),
                time(due),
                end.length == 4 ? Instant.ofEpochMilli(Long.parseLong(end[1])) : failedAt(hash),
                end.length == 4 ? Long.parseLong(end[3]) : 0,
                hash.get("result"),
                hash.get("reason"),
                hash.get("progress"),
                lines(hash.get("log")),
                fields(hash, "attempt:"),
                fields(hash, "crash:"),
                ChildResults.of(hash),
                content.limitKey(),
                content.parent(),
                content.trace());
    }

    /** A failed job's place is its entry in the history of failures, whose id is a time. */
    private static Instant failedAt(Map<String, String> hash) {
        String at = hash.getOrDefault("at", "");
        return at.startsWith("f") ? Instant.ofEpochMilli(Long.parseLong(at.substring(1, at.indexOf('-')))) : null;
    }

    private static Instant time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    private static List<String> lines(String text) {
        return text == null ? List.of() : List.of(text.split("\n"));
    }

    private static List<String> fields(Map<String, String> hash, String prefix) {
        return hash.entrySet().stream()
                .filter(field -> field.getKey().startsWith(prefix))
                .sorted(Map.Entry.comparingByKey(java.util.Comparator.comparing(String::length)
                        .thenComparing(java.util.Comparator.naturalOrder())))
                .map(Map.Entry::getValue)
                .toList();
    }
}
