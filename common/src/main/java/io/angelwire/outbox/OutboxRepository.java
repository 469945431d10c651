package io.angelwire.outbox;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.angelwire.job.redis.JobContent;
import io.angelwire.outbox.AcceptedJobs.Accepted;
import io.angelwire.outbox.OutboxRow.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** The table {@code outbox}. Plain JDBC in the current transaction: rows are written and deleted in batches. */
@ApplicationScoped
class OutboxRepository {

    private static final String INSERT = """
            insert into outbox (kind, target, id, name, content, options, lane, links, not_before)
            values (?, ?, ?, ?, ?, ?, ?, ?, case when ? > 0 then clock_timestamp() + ? * interval '1 millisecond' end)
            on conflict (kind, target, id) do nothing
            """;

    /**
     * Rows that the present life of Redis was not told of (younger ones are still with the process that wrote them),
     * and rows told so long ago that Redis may have forgotten them without a restart.
     */
    private static final String CLAIM = """
            select kind, target, id, name, content, options, lane, links,
                   coalesce(ceil(extract(epoch from not_before - clock_timestamp()) * 1000), 0)::bigint as delay
            from outbox
            where (pushed_epoch is null and created_at < now() - interval '1 second')
               or pushed_epoch < ? or pushed_epoch > ?
               or pushed_at < now() - interval '5 minutes'
            order by seq
            limit ?
            for update skip locked
            """;

    private static final String MARK = """
            update outbox set pushed_epoch = ?, pushed_at = now()
            where kind = 'job' and target = ? and id = any (?)
            """;

    private static final String DELETE = "delete from outbox where kind = ? and target = ? and id = any (?)";

    private static final String ACCEPTED = """
            select name, coalesce(ceil(extract(epoch from not_before - clock_timestamp()) * 1000), 0)::bigint
            from outbox where kind = 'job' and target = ? and id = ?
            """;

    private final DataSource dataSource;

    OutboxRepository(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Transactional(TxType.MANDATORY)
    void insert(Collection<OutboxRow> rows) {
        execute(INSERT, statement -> {
            for (OutboxRow row : rows) {
                statement.setString(1, row.kind().column());
                statement.setString(2, row.target());
                statement.setString(3, row.id());
                statement.setString(4, row.name());
                statement.setString(5, row.content());
                statement.setString(6, row.options());
                statement.setString(7, row.lane());
                statement.setString(8, row.links());
                statement.setLong(9, row.delayMillis());
                statement.setLong(10, row.delayMillis());
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    /** Locks rows that are due to be pushed, in the order in which they were written; other nodes pass over them. */
    @Transactional(TxType.MANDATORY)
    List<OutboxRow> claim(String epoch, int most) {
        return execute(CLAIM, statement -> {
            statement.setString(1, epoch);
            statement.setString(2, epoch);
            statement.setInt(3, most);
            List<OutboxRow> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Kind kind = "job".equals(result.getString("kind")) ? Kind.JOB : Kind.EVENT;
                    rows.add(new OutboxRow(
                            kind,
                            result.getString("target"),
                            result.getString("id"),
                            result.getString("name"),
                            result.getString("content"),
                            result.getString("options"),
                            result.getString("lane"),
                            result.getString("links"),
                            result.getLong("delay"),
                            trace(kind, result.getString("options"))));
                }
            }
            return rows;
        });
    }

    /** An event has no other options. */
    private static String trace(Kind kind, String options) {
        if (options.isEmpty()) {
            return null;
        }
        return kind == Kind.JOB ? JobContent.traceOf(options) : options;
    }

    /** Pushed: jobs stay until they end, events are done with. */
    @Transactional
    void pushed(List<OutboxRow> rows, String epoch) {
        idsByTarget(rows, Kind.JOB)
                .forEach((queue, ids) -> execute(MARK, statement -> {
                    statement.setString(1, epoch);
                    statement.setString(2, queue);
                    statement.setArray(3, array(statement, ids));
                    return statement.executeUpdate();
                }));
        idsByTarget(rows, Kind.EVENT).forEach((room, ids) -> delete(Kind.EVENT, room, ids));
    }

    private static Map<String, List<String>> idsByTarget(List<OutboxRow> rows, Kind kind) {
        return rows.stream()
                .filter(row -> row.kind() == kind)
                .collect(groupingBy(OutboxRow::target, mapping(OutboxRow::id, toList())));
    }

    private static Array array(PreparedStatement statement, Collection<String> ids) throws SQLException {
        return statement.getConnection().createArrayOf("varchar", ids.toArray());
    }

    @Transactional
    void delete(Kind kind, String target, Collection<String> ids) {
        execute(DELETE, statement -> {
            statement.setString(1, kind.column());
            statement.setString(2, target);
            statement.setArray(3, array(statement, ids));
            return statement.executeUpdate();
        });
    }

    @Transactional
    Optional<Accepted> accepted(String queue, String jobId) {
        return execute(ACCEPTED, statement -> {
            statement.setString(1, queue);
            statement.setString(2, jobId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Accepted(row.getString(1), Duration.ofMillis(Math.max(row.getLong(2), 0))))
                        : Optional.empty();
            }
        });
    }

    private interface Work<R> {
        R on(PreparedStatement statement) throws SQLException;
    }

    private <R> R execute(String sql, Work<R> work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            return work.on(statement);
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox can't be read or written: " + e.getMessage(), e);
        }
    }
}
