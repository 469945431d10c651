package io.angelwire.gateway.idempotency;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The table {@code idempotency_keys}. Every method needs the transaction of the request's effect. */
@ApplicationScoped
class IdempotencyRepository {

    private static final String LIMIT_WAIT = "select set_config('lock_timeout', '5s', true)";

    // A user's own old keys go when a new one comes, a bounded number at a time; rows that another request is
    // deleting are left to it.
    private static final String FORGET_OLD = """
            delete from idempotency_keys where (user_id, key) in (
                select user_id, key from idempotency_keys
                where user_id = ? and created_at < now() - interval '24 hours'
                limit 100 for update skip locked)""";

    private static final String CLAIM = """
            insert into idempotency_keys (user_id, key, request_hash) values (?, ?, ?)
            on conflict (user_id, key) do nothing""";

    private static final String KEEP =
            "update idempotency_keys set status = ?, location = ?, body = ? where user_id = ? and key = ?";

    private static final String FIND =
            "select request_hash, status, location, body from idempotency_keys where user_id = ? and key = ?";

    /** An earlier request and its answer. */
    record Kept(byte[] requestHash, Answer answer) {}

    private final DataSource database;

    IdempotencyRepository(DataSource database) {
        this.database = database;
    }

    /**
     * Takes the key for the present transaction. If another transaction holds it, waits for that one's end.
     *
     * @return false if an earlier request has the key
     * @throws SQLException of state 55P03 if the other transaction takes too long
     */
    boolean claim(UUID userId, IdempotencyKey key, byte[] requestHash) throws SQLException {
        try (Connection connection = database.getConnection()) {
            try (PreparedStatement limit = connection.prepareStatement(LIMIT_WAIT)) {
                limit.execute();
            }
            try (PreparedStatement forget = connection.prepareStatement(FORGET_OLD)) {
                forget.setObject(1, userId);
                forget.executeUpdate();
            }
            try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
                claim.setObject(1, userId);
                claim.setString(2, key.value());
                claim.setBytes(3, requestHash);
                return claim.executeUpdate() == 1;
            }
        }
    }

    void keep(UUID userId, IdempotencyKey key, Answer answer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement keep = connection.prepareStatement(KEEP)) {
            keep.setInt(1, answer.status());
            keep.setString(2, answer.location());
            keep.setString(3, answer.body());
            keep.setObject(4, userId);
            keep.setString(5, key.value());
            keep.executeUpdate();
        }
    }

    Optional<Kept> find(UUID userId, IdempotencyKey key) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setObject(1, userId);
            find.setString(2, key.value());
            try (ResultSet row = find.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Answer answer = new Answer(row.getInt(2), row.getString(3), row.getString(4), true);
                return Optional.of(new Kept(row.getBytes(1), answer));
            }
        }
    }
}
