package io.angelwire.gateway;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Looks into the database behind the API's back. */
public final class Stored {

    private Stored() {}

    /**
     * How much was ever written: investments, and jobs and events. The outbox's sequence counts rows of rolled back
     * transactions too, and those that the relay has taken away.
     */
    public record Traces(long investments, long outbox, long keys) {}

    public static Traces traces(DataSource database) {
        return new Traces(
                number(database, "select count(*) from investments"),
                number(database, "select coalesce(pg_sequence_last_value(pg_get_serial_sequence('outbox', 'seq')), 0)"),
                number(database, "select count(*) from idempotency_keys"));
    }

    public static long number(DataSource database, String sql, Object... parameters) {
        return Long.parseLong(texts(database, sql, parameters).get(0));
    }

    public static List<String> texts(DataSource database, String sql, Object... parameters) {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
