package io.angelwire.document.cleanup;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;

/**
 * Removes rows that were kept for as long as they were to be. In batches, each a transaction of its own: none holds locks for
 * long, and whoever dies leaves the rest to the next run. Two runs at once pass over each other's rows.
 */
@ApplicationScoped
class ExpiredRowRemover {

    private static final int BATCH = 1_000;

    private static final String IDEMPOTENCY_KEYS = """
            delete from idempotency_keys where (user_id, key) in (
                select user_id, key from idempotency_keys where created_at < :before
                order by created_at limit :batch for update skip locked)""";

    private static final String ADMIN_ACTIONS = """
            delete from admin_actions where id in (
                select id from admin_actions where started_at < :before
                order by started_at, id limit :batch for update skip locked)""";

    /** Those that nobody has settled are kept for ever. */
    private static final String SETTLED_FAILURES = """
            delete from failed_jobs where id in (
                select id from failed_jobs where coalesce(replayed_at, discarded_at) < :before
                order by coalesce(replayed_at, discarded_at) limit :batch for update skip locked)""";

    private static final String ALERTS = """
            delete from admin_alerts where id in (
                select id from admin_alerts where last_failed_at < :before limit :batch for update skip locked)""";

    /** For which the gateway gives a repeated request its first answer. */
    private static final Duration IDEMPOTENCY = Duration.ofHours(24);

    private final EntityManager database;
    private final CleanupConfig config;

    ExpiredRowRemover(EntityManager database, CleanupConfig config) {
        this.database = database;
        this.config = config;
    }

    /** @return how many */
    int removeIdempotencyKeys() {
        return remove(IDEMPOTENCY_KEYS, IDEMPOTENCY);
    }

    /** @return how many */
    int removeAdminActions() {
        return remove(ADMIN_ACTIONS, config.keepAdminActions());
    }

    /** @return how many, with the alerts of that age */
    int removeSettledFailures() {
        return remove(SETTLED_FAILURES, config.keepSettledFailures()) + remove(ALERTS, config.keepSettledFailures());
    }

    private int remove(String sql, Duration age) {
        Instant before = Instant.now().minus(age);
        int all = 0;
        int last = BATCH;
        while (last == BATCH) {
            last = QuarkusTransaction.requiringNew()
                    .call(() -> database.createNativeQuery(sql)
                            .setParameter("before", before)
                            .setParameter("batch", BATCH)
                            .executeUpdate());
            all += last;
        }
        return all;
    }
}
