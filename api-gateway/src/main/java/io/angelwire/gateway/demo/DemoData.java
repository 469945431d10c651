package io.angelwire.gateway.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** Puts the demo's people and pitches into the database; what is there already stays as it is. */
@ApplicationScoped
class DemoData {

    private static final UUID STARTUP = UUID.fromString("01980000-0000-7000-8000-000000000011");
    private static final UUID PUBLISHED_PITCH = UUID.fromString("01980000-0000-7000-8000-000000000021");
    private static final UUID DRAFT_PITCH = UUID.fromString("01980000-0000-7000-8000-000000000022");

    private static final String ADD_USER =
            "insert into users (id, name, email, role, created_at) values (?, ?, ?, ?, now()) on conflict do nothing";
    private static final String ADD_STARTUP =
            "insert into startups (id, founder_id, name, created_at) values (?, ?, ?, now()) on conflict do nothing";
    // A goal that playing with the demo doesn't reach: a funded pitch takes no more investments.
    private static final String ADD_PITCH = """
            insert into pitches (id, startup_id, title, summary, status, currency, goal_minor, created_at)
            values (?, ?, ?, ?, ?, 'USD', 5000000000, now()) on conflict do nothing""";

    private final DataSource database;

    DemoData(DataSource database) {
        this.database = database;
    }

    @Transactional
    void addMissing() {
        try (Connection connection = database.getConnection()) {
            for (DemoUser user : DemoUser.values()) {
                insert(connection, ADD_USER, user.id, user.displayName, user.email, user.role.name());
            }
            insert(connection, ADD_STARTUP, STARTUP, DemoUser.FOUNDER.id, "Solar Kites");
            insert(
                    connection,
                    ADD_PITCH,
                    PUBLISHED_PITCH,
                    STARTUP,
                    "Electricity from kites",
                    "Kites that fly higher than any wind turbine reaches.",
                    "PUBLISHED");
            insert(
                    connection,
                    ADD_PITCH,
                    DRAFT_PITCH,
                    STARTUP,
                    "Kites for ships",
                    "Not ready to be shown yet.",
                    "DRAFT");
        } catch (SQLException e) {
            throw new IllegalStateException("demo data", e);
        }
    }

    private static void insert(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
        }
    }
}
