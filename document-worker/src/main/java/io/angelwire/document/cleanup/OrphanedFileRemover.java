package io.angelwire.document.cleanup;

import io.angelwire.storage.FileStorage;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Removes files that have no row, because the upload that stored them died or was rolled back. */
@ApplicationScoped
class OrphanedFileRemover {

    private static final Logger LOG = Logger.getLogger(OrphanedFileRemover.class);

    private static final String KNOWN = "select storage_key from document_versions where storage_key in (:keys)";

    private final EntityManager database;
    private final FileStorage storage;
    private final CleanupConfig config;

    OrphanedFileRemover(EntityManager database, FileStorage storage, CleanupConfig config) {
        this.database = database;
        this.storage = storage;
        this.config = config;
    }

    /** @return how many */
    int remove() throws IOException {
        Instant before = Instant.now().minus(config.keepOrphans());
        Set<UUID> orphans = new HashSet<>();
        storage.visit(before, keys -> {
            orphans.addAll(keys);
            known(keys).forEach(orphans::remove);
        });
        int removed = storage.forgetStaged(before);
        for (UUID key : orphans) {
            removed += storage.delete(key) ? 1 : 0;
        }
        if (removed > 0) {
            LOG.infof("Removed %d files of uploads that were not committed", removed);
        }
        return removed;
    }

    @SuppressWarnings("unchecked")
    private List<UUID> known(List<UUID> keys) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery(KNOWN)
                        .setParameter("keys", keys)
                        .getResultList());
    }
}
