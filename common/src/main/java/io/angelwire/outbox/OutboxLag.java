package io.angelwire.outbox;

import io.angelwire.observability.Sampled;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** How far Redis is behind what has committed. All processes tell the same, as they share the table. */
@ApplicationScoped
class OutboxLag implements Sampled {

    private static final int MOST_COUNTED = 10_000;

    /** Counts no further than it has to: a table that is large is not to be made slow by being watched. */
    private static final String LOOK = """
            select (select count(*) from (select 1 from outbox limit ?) counted),
                   (select count(*) from (select 1 from outbox where pushed_epoch is null limit ?) counted),
                   coalesce((select extract(epoch from clock_timestamp() - created_at) from outbox
                             where pushed_epoch is null order by seq limit 1), 0)
            """;

    private final DataSource dataSource;
    private volatile double rows = Double.NaN;
    private volatile double untold = Double.NaN;
    private volatile double oldestSeconds = Double.NaN;

    OutboxLag(DataSource dataSource, MeterRegistry registry) {
        this.dataSource = dataSource;
        Gauge.builder("angelwire.outbox.rows", this, lag -> lag.rows)
                .description("Rows, of jobs that have not ended for the most part; counted up to " + MOST_COUNTED)
                .register(registry);
        Gauge.builder("angelwire.outbox.untold", this, lag -> lag.untold)
                .description("Rows that Redis was not told of yet; counted up to " + MOST_COUNTED)
                .register(registry);
        Gauge.builder("angelwire.outbox.lag", this, lag -> lag.oldestSeconds)
                .description("Age of the oldest row that Redis was not told of")
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public void sample() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setQueryTimeout(2);
            statement.setInt(1, MOST_COUNTED);
            statement.setInt(2, MOST_COUNTED);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                rows = result.getLong(1);
                untold = result.getLong(2);
                oldestSeconds = Math.max(result.getDouble(3), 0);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the outbox can't be looked at: " + e.getMessage(), e);
        }
    }

    @Override
    public void forget() {
        rows = Double.NaN;
        untold = Double.NaN;
        oldestSeconds = Double.NaN;
    }
}
