package io.angelwire.document.cleanup;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Removes idempotency keys that are older than the day for which the gateway keeps its word. */
@ApplicationScoped
class IdempotencyKeyRemover {

    private static final int BATCH = 1000;

    private static final String REMOVE = """
            delete from idempotency_keys where (user_id, key) in (
                select user_id, key from idempotency_keys where created_at < now() - interval '24 hours'
                order by created_at limit :batch for update skip locked)""";

    private final EntityManager database;

    IdempotencyKeyRemover(EntityManager database) {
        this.database = database;
    }

    /** @return how many */
    int remove() {
        int all = 0;
        int last = BATCH;
        while (last == BATCH) {
            last = QuarkusTransaction.requiringNew()
                    .call(() -> database.createNativeQuery(REMOVE)
                            .setParameter("batch", BATCH)
                            .executeUpdate());
            all += last;
        }
        return all;
    }
}
