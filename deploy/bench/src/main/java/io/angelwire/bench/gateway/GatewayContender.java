package io.angelwire.bench.gateway;

import io.angelwire.bench.BenchRedis;
import io.angelwire.bench.report.Comparison;
import io.angelwire.bench.report.Comparison.Verdict;
import io.angelwire.bench.report.Competitor;
import io.angelwire.bench.report.LineUp;
import java.util.List;
import java.util.Locale;

/** Who is measured, in the order of a round. */
enum GatewayContender implements Competitor {
    ANGELWIRE("Angelwire"),
    EXPRESS("Express + BullMQ");

    static final LineUp LINE_UP = new LineUp(
            List.of(values()),
            List.of(new Comparison(ANGELWIRE, EXPRESS, "×", "timesExpress", new Verdict("", "reached"))));

    private final String title;

    GatewayContender(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many jobs were added to a queue since Redis was emptied; nobody works them off. */
    long jobsEver(BenchRedis redis, String queue) {
        return switch (this) {
            case ANGELWIRE -> redis.fields("queue:{" + queue + "}:jobs");
            case EXPRESS -> redis.counter("bull:" + queue + ":id");
        };
    }
}
