package io.angelwire.bench.gateway;

import java.util.List;
import java.util.UUID;

/** What is asked of both servers, in the same words. */
enum Endpoint {
    JOBS("jobs", "/api/queues/email/jobs", "service", 202, 1, """
            {"name":"investment_confirmation","payload":{"to":"%s@example.com",\
            "subject":"We received your investment in Solar Roofs","template":"investment-confirmation",\
            "variables":{"investmentId":"%s","investorName":"Ines Investor","startupName":"Solar Roofs",\
            "pitchTitle":"Solar for every roof","amount":"€25,000.00"}},\
            "options":{"attempts":3,"backoff":{"type":"exponential","delay":2000}}}"""),
    INVESTMENTS("investments", "/api/investments", "investor", 201, 4, """
            {"pitchId":"%s","amount":25000.00,"currency":"EUR","paymentMethod":"BANK_TRANSFER"}""");

    private final String title;
    private final String path;
    private final String role;
    private final int status;
    private final int jobs;
    private final String body;

    Endpoint(String title, String path, String role, int status, int jobs, String body) {
        this.title = title;
        this.path = path;
        this.role = role;
        this.status = status;
        this.jobs = jobs;
        this.body = body;
    }

    /** By which measures of it are named. */
    String title() {
        return title;
    }

    String path() {
        return path;
    }

    /** Whose tokens may ask. */
    String role() {
        return role;
    }

    /** The answer's when all went well. */
    int status() {
        return status;
    }

    /** How many jobs follow from a request. */
    int jobs() {
        return jobs;
    }

    /** The body of a user's requests. */
    String body(UUID user) {
        return this == JOBS ? body.formatted(user, user) : body.formatted(Domain.PITCH);
    }

    /** The queues that its jobs are added to. */
    List<String> queues() {
        return this == JOBS ? List.of("email") : List.of("payments", "email", "notifications");
    }
}
