package io.angelwire.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseOutageTest {

    /** The pool's own words; it has no SQL state for them. */
    @ParameterizedTest
    @ValueSource(strings = {"Sorry, acquisition timeout!", "Acquisition timeout while waiting for new connection"})
    void noConnectionWithinTheTimeIsAnOutage(String message) {
        assertThat(DatabaseOutage.isCauseOf(new IllegalStateException(new SQLException(message))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "53300", "57P01"})
    void soIsADatabaseThatTakesOrKeepsNoConnections(String state) {
        assertThat(DatabaseOutage.isCauseOf(new SQLException("gone", state))).isTrue();
    }

    @Test
    void aStatementThatTakesTooLongIsOneToo() {
        assertThat(DatabaseOutage.isCauseOf(new SQLTimeoutException("slow"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22001", "40001"})
    void whatIsWrongWithTheStatementIsNone(String state) {
        assertThat(DatabaseOutage.isCauseOf(new SQLException("refused", state))).isFalse();
    }

    @Test
    void otherFailuresAreNone() {
        assertThat(DatabaseOutage.isCauseOf(new IllegalStateException("Acquisition timeout")))
                .isFalse();
    }
}
