package io.angelwire.gateway.health;

import io.angelwire.gateway.health.HealthReport.Health;
import io.angelwire.gateway.health.HealthReport.Queues;
import io.angelwire.gateway.health.HealthReport.RedisState;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Fallback;
import org.eclipse.microprofile.faulttolerance.Timeout;

/** Looks at Redis and its queues, and gives up early: whoever asks for health wants an answer, not a wait. */
@ApplicationScoped
class QueueHealth {

    private final ReactiveRedisDataSource redis;
    private final QueueInspector queues;

    QueueHealth(ReactiveRedisDataSource redis, QueueInspector queues) {
        this.redis = redis;
        this.queues = queues;
    }

    @Timeout(value = 1, unit = ChronoUnit.SECONDS)
    @Fallback(fallbackMethod = "disconnected")
    Uni<HealthReport> look() {
        return redis.execute("PING").chain(this::countAll).map(counts -> report(counts, RedisState.CONNECTED));
    }

    Uni<HealthReport> disconnected() {
        return Uni.createFrom().item(report(Queues.UNKNOWN, RedisState.DISCONNECTED));
    }

    private Uni<Queues> countAll() {
        return Uni.combine()
                .all()
                .unis(waiting(QueueName.EMAIL), waiting(QueueName.NOTIFICATIONS), waiting(QueueName.PAYMENTS))
                .asTuple()
                .map(counts -> new Queues(counts.getItem1(), counts.getItem2(), counts.getItem3()));
    }

    private Uni<Long> waiting(QueueName queue) {
        return Uni.createFrom().completionStage(() -> queues.waiting(queue));
    }

    private static HealthReport report(Queues queues, RedisState redis) {
        return new HealthReport(new Health(queues, redis, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    }
}
