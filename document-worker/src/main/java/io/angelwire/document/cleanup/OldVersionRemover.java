package io.angelwire.document.cleanup;

import io.angelwire.storage.FileStorage;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Removes superseded versions, and documents that were deleted: the row is marked, then the file goes, then the row.
 * Whoever dies in between leaves a marked row, which the next run begins with; a file that is gone already is gone.
 */
@ApplicationScoped
class OldVersionRemover {

    /** Marked ones first of all: nobody may read them any more. */
    private static final String MARK = """
            update document_versions set removing_at = coalesce(removing_at, now())
            where id in (
                select v.id from document_versions v join documents d on d.id = v.document_id
                where d.startup_id = :startup and v.superseded_at is not null
                  and (v.removing_at is not null or d.deleted_at is not null or v.superseded_at < :before)
                order by v.removing_at, v.id limit 100 for update of v skip locked)
            returning id, storage_key""";

    private static final String FORGET = "delete from document_versions where id = :id and removing_at is not null";

    private static final String FORGET_DOCUMENTS = """
            delete from documents d where d.startup_id = :startup and d.deleted_at is not null
              and not exists (select 1 from document_versions v where v.document_id = d.id)""";

    private final EntityManager database;
    private final FileStorage storage;
    private final CleanupConfig config;

    OldVersionRemover(EntityManager database, FileStorage storage, CleanupConfig config) {
        this.database = database;
        this.storage = storage;
        this.config = config;
    }

    /** @return how many versions this call has removed */
    int remove(UUID startupId) throws IOException {
        int removed = 0;
        for (List<Object[]> marked = mark(startupId); !marked.isEmpty(); marked = mark(startupId)) {
            for (Object[] version : marked) {
                storage.delete((UUID) version[1]);
                removed += update(FORGET, "id", (UUID) version[0]);
            }
        }
        update(FORGET_DOCUMENTS, "startup", startupId);
        return removed;
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> mark(UUID startupId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(MARK, Object[].class)
                        .setParameter("startup", startupId)
                        .setParameter("before", Instant.now().minus(config.keepSuperseded()))
                        .getResultList());
    }

    private int update(String sql, String parameter, UUID value) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(sql)
                        .setParameter(parameter, value)
                        .executeUpdate());
    }
}
