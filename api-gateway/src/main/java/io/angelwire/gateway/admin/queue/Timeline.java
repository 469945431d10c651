package io.angelwire.gateway.admin.queue;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.gateway.admin.queue.JobView.Moment;
import io.angelwire.gateway.json.StoredJson;
import io.angelwire.job.JobDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts in order what a job remembers of itself. */
final class Timeline {

    private Timeline() {}

    static List<Moment> of(JobDetails job) {
        List<Moment> moments = new ArrayList<>();
        add(moments, job.enqueuedAt(), "enqueued", null);
        for (String record : job.attempts()) {
            JsonNode attempt = StoredJson.read(record);
            if (attempt.path("endedAt").isIntegralNumber()) {
                add(
                        moments,
                        Instant.ofEpochMilli(attempt.get("endedAt").longValue()),
                        "attempt-failed",
                        attempt.path("error").asText(null));
            }
        }
        for (String crash : job.crashes()) {
            // "<ms> <consumer>"
            String[] parts = crash.split(" ", 2);
            if (parts.length == 2 && parts[0].matches("\\d{1,15}")) {
                add(moments, Instant.ofEpochMilli(Long.parseLong(parts[0])), "consumer-died", parts[1]);
            }
        }
        add(moments, job.dueAt(), "due", null);
        add(moments, job.finishedAt(), job.state().text(), job.failure());
        moments.sort(Comparator.comparing(Moment::at));
        return moments;
    }

    private static void add(List<Moment> moments, Instant at, String what, String detail) {
        if (at != null) {
            moments.add(new Moment(at, what, detail));
        }
    }
}
