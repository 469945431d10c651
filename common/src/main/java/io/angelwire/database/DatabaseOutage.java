package io.angelwire.database;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;

/** Tells failures because the database is out of reach from failures of what was asked of it. */
public final class DatabaseOutage {

    private DatabaseOutage() {}

    /** SQL states: 08 connection, 53 resources, 57P operator intervention; the pool's own time-out has none. */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null
                        ? sql instanceof SQLTimeoutException
                                || String.valueOf(sql.getMessage())
                                        .toLowerCase(Locale.ROOT)
                                        .contains("acquisition timeout")
                        : state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
            }
        }
        return false;
    }
}
