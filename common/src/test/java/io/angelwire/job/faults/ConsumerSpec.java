package io.angelwire.job.faults;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a consumer process is to do, as its command line tells it. Begins with the engine's own defaults. */
@JsonAutoDetect(fieldVisibility = Visibility.ANY)
final class ConsumerSpec {

    private static final ObjectMapper JSON = new ObjectMapper();

    String redis;
    /** The Redis that survives whatever is done to the first and to the consumers. */
    String effects;

    String queue;
    Work work;
    long workMillis;
    int concurrency = 10;
    long leaseMillis = 3_000;
    int maxRedeliveries = 5;
    long graceMillis = 20_000;
    int keepCompleted = 100;
    int rateLimit;
    long rateWindowMillis = 1_000;
    /** The interval of a schedule that it declares and serves; 0 for none. */
    long tickMillis;

    static ConsumerSpec of(String redis, String effects, String queue, Work work) {
        ConsumerSpec spec = new ConsumerSpec();
        spec.redis = redis;
        spec.effects = effects;
        spec.queue = queue;
        spec.work = work;
        return spec;
    }

    ConsumerSpec workMillis(long millis) {
        workMillis = millis;
        return this;
    }

    ConsumerSpec concurrency(int handlers) {
        concurrency = handlers;
        return this;
    }

    ConsumerSpec lease(long millis, int redeliveries) {
        leaseMillis = millis;
        maxRedeliveries = redeliveries;
        return this;
    }

    ConsumerSpec graceMillis(long millis) {
        graceMillis = millis;
        return this;
    }

    ConsumerSpec keepCompleted(int jobs) {
        keepCompleted = jobs;
        return this;
    }

    ConsumerSpec rate(int limit, long windowMillis) {
        rateLimit = limit;
        rateWindowMillis = windowMillis;
        return this;
    }

    ConsumerSpec tickMillis(long millis) {
        tickMillis = millis;
        return this;
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ConsumerSpec read(String text) throws JsonProcessingException {
        return JSON.readValue(text, ConsumerSpec.class);
    }
}
