package io.angelwire.bench.gateway;

import io.angelwire.bench.BenchException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A published pitch to invest in, and what a run leaves behind. */
final class Domain {

    static final UUID PITCH = new UUID(0x0198_c0de_0000_7000L, 0x8000_0000_0000_0003L);

    private static final UUID FOUNDER = new UUID(0x0198_c0de_0000_7000L, 0x8000_0000_0000_0001L);
    private static final UUID STARTUP = new UUID(0x0198_c0de_0000_7000L, 0x8000_0000_0000_0002L);

    private final Connection database;

    Domain(Connection database) {
        this.database = database;
    }

    void create(Users users) {
        execute("insert into users (id, name, email, role, created_at) values ('%s', 'Founder', 'founder@example.com', "
                        .formatted(FOUNDER)
                + "'FOUNDER', now())");
        execute("insert into startups (id, founder_id, name, created_at) values ('%s', '%s', 'Solar Roofs', now())"
                .formatted(STARTUP, FOUNDER));
        execute("insert into pitches (id, startup_id, title, summary, status, currency, goal_minor, created_at) values "
                .concat("('%s', '%s', 'Solar for every roof', 'A pitch', 'PUBLISHED', 'EUR', 100000000000, now())"
                        .formatted(PITCH, STARTUP)));
        for (String role : Users.ROLES) {
            for (UUID user : users.ids(role)) {
                execute(
                        "insert into users (id, name, email, role, created_at) values ('%s', '%s', '%s', upper('%s'), now())"
                                .formatted(user, Users.NAME, Users.email(user), role));
            }
        }
    }

    /** Jobs that are accepted and that Redis was not told of. */
    long waitingForRedis() {
        return count("select count(*) from outbox where pushed_epoch is null");
    }

    long investments() {
        return count("select count(*) from investments");
    }

    /** Without investments and jobs, and without what their deletion leaves to do. */
    void reset() {
        execute("truncate outbox, investments cascade");
        execute("analyze outbox, investments");
    }

    private long count(String query) {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new BenchException("PostgreSQL refuses a query: " + e.getMessage(), e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new BenchException("PostgreSQL refuses a statement: " + e.getMessage(), e);
        }
    }
}
