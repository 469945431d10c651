package io.angelwire.domain.document;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.PreparedStatement;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/** The table {@code document_pages}. Every method needs a running transaction. */
@ApplicationScoped
class DocumentPages {

    private static final String DELETE = "delete from document_pages where version_id = :version";

    private static final String INSERT = "insert into document_pages (version_id, number, text) values (?, ?, ?)";

    private static final int BATCH = 50;

    private final EntityManager database;

    DocumentPages(EntityManager database) {
        this.database = database;
    }

    void remove(UUID versionId) {
        database.createNativeQuery(DELETE).setParameter("version", versionId).executeUpdate();
    }

    /** @param texts of the pages from the first on; those without text get no row */
    void replace(UUID versionId, List<String> texts) {
        remove(versionId);
        database.unwrap(Session.class).doWork(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                int waiting = 0;
                for (int i = 0; i < texts.size(); i++) {
                    if (texts.get(i).isBlank()) {
                        continue;
                    }
                    insert.setObject(1, versionId);
                    insert.setInt(2, i + 1);
                    insert.setString(3, texts.get(i));
                    insert.addBatch();
                    if (++waiting == BATCH) {
                        insert.executeBatch();
                        waiting = 0;
                    }
                }
                insert.executeBatch();
            }
        });
    }
}
