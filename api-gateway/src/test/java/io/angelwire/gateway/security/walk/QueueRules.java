package io.angelwire.gateway.security.walk;

import static io.angelwire.gateway.security.walk.Actor.ADMIN;
import static io.angelwire.gateway.security.walk.Actor.SERVICE;

import io.angelwire.gateway.Requests;
import io.angelwire.gateway.queue.ProvingQueues;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Programs enqueue jobs and see their own; everything else about queues is for admins alone. */
@Singleton
class QueueRules implements AreaRules {

    private static final String QUEUE = "/api/admin/queues/{queue}";
    private static final String DEAD_LETTERS = "/api/admin/dead-letters";

    @Override
    public List<Rule> rules() {
        return List.of(
                Rule.on("POST /api/queues/{queue}/jobs")
                        .with("queue", world -> "email")
                        .body(world -> mail())
                        .allows(SERVICE),
                Rule.on("GET /api/queues/{queue}/jobs/{id}")
                        .with("queue", world -> "email")
                        .with(
                                "id",
                                world -> Requests.as(world.person(SERVICE))
                                        .contentType("application/json")
                                        .body(mail())
                                        .post("/api/queues/email/jobs")
                                        .path("id"))
                        .allows(SERVICE),
                Rule.on("GET /api/admin/queues").allows(ADMIN),
                ofQueue("GET", "").allows(ADMIN),
                ofQueue("POST", "/pause").allows(ADMIN),
                ofQueue("POST", "/resume").allows(ADMIN),
                ofQueue("GET", "/limits").allows(ADMIN),
                ofQueue("PUT", "/limits")
                        .body(world -> Map.of("concurrency", 3))
                        .allows(ADMIN),
                ofQueue("DELETE", "/limits").allows(ADMIN),
                ofQueue("GET", "/schedules").allows(ADMIN),
                ofSchedule("DELETE", "").admits(ADMIN),
                ofSchedule("POST", "/pause").admits(ADMIN),
                ofSchedule("POST", "/resume").admits(ADMIN),
                ofQueue("GET", "/jobs").allows(ADMIN),
                ofQueue("POST", "/jobs/bulk")
                        .body(world -> Map.of("operation", "REMOVE", "state", "WAITING", "name", "none"))
                        .allows(ADMIN),
                ofJob("GET", "").allows(ADMIN),
                ofJob("DELETE", "").allows(ADMIN),
                ofJob("POST", "/cancel").allows(ADMIN),
                ofJob("POST", "/promote").allows(ADMIN),
                ofJob("POST", "/retry").admits(ADMIN),
                Rule.on("GET " + DEAD_LETTERS).allows(ADMIN),
                Rule.on("GET " + DEAD_LETTERS + "/groups").allows(ADMIN),
                Rule.on("POST " + DEAD_LETTERS + "/replay")
                        .body(world -> Map.of("jobName", "none"))
                        .allows(ADMIN),
                Rule.on("POST " + DEAD_LETTERS + "/discard")
                        .body(world -> Map.of("jobName", "none"))
                        .allows(ADMIN),
                ofDeadLetter("GET", "").admits(ADMIN),
                ofDeadLetter("POST", "/replay").admits(ADMIN),
                ofDeadLetter("POST", "/discard").admits(ADMIN),
                Rule.on("GET /api/admin/alerts").allows(ADMIN),
                Rule.on("GET /api/admin/audit").allows(ADMIN));
    }

    private static Map<String, ?> mail() {
        return Map.of(
                "name",
                "send_email",
                "payload",
                Map.of("to", "ada@test.angelwire.example", "subject", "Hello", "template", "welcome"));
    }

    private static Rule ofQueue(String method, String path) {
        return Rule.on(method + " " + QUEUE + path).with("queue", world -> "proving");
    }

    private static Rule ofSchedule(String method, String path) {
        return ofQueue(method, "/schedules/{id}" + path).with("id", world -> "unknown");
    }

    /** A job of its own for each try. */
    private static Rule ofJob(String method, String path) {
        return ofQueue(method, "/jobs/{id}" + path).with("id", world -> {
            Job job = Job.of("work", Map.of()).withOptions(JobOptions.DEFAULT.withDelay(Duration.ofHours(1)));
            ProvingQueues.enqueue(ProvingQueues.PLAIN, job);
            return job.id();
        });
    }

    private static Rule ofDeadLetter(String method, String path) {
        return Rule.on(method + " " + DEAD_LETTERS + "/{id}" + path).with("id", world -> UUID.randomUUID());
    }
}
