package io.angelwire.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
class SharedCommitsTest {

    private static final int CALLERS = 16;
    private static final int JOBS_EACH = 25;

    private final QueueName queue =
            new QueueName("q" + UUID.randomUUID().toString().substring(0, 8));

    @Inject
    SharedCommits commits;

    @Inject
    DataSource database;

    @Test
    void keepsEachJobInFewerTransactions() throws Exception {
        atOnce(() -> {
            for (int i = 0; i < JOBS_EACH; i++) {
                commit(Job.of("mail", Map.of("number", i)));
            }
            return null;
        });

        assertThat(count("count(*)")).isEqualTo(CALLERS * JOBS_EACH);
        assertThat(count("count(distinct created_at)"))
                .as("now() is the transaction's")
                .isLessThan(CALLERS * JOBS_EACH);
    }

    /** The engine lets nothing pass that the table refuses today; so that there is something, the table is made stricter. */
    @Test
    void whatTheDatabaseRefusesFailsAlone() throws Exception {
        execute("alter table outbox add constraint refused check (target <> '%s' or name <> 'refused')"
                .formatted(queue.value()));
        try {
            atOnce(() -> {
                commit(Job.of("mail", Map.of()));
                assertThatThrownBy(() -> commit(Job.of("refused", Map.of()))).hasStackTraceContaining("refused");
                commit(Job.of("mail", Map.of()));
                return null;
            });
        } finally {
            execute("alter table outbox drop constraint refused");
        }

        assertThat(count("count(*)")).isEqualTo(2 * CALLERS);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void commit(Job job) throws Exception {
        commits.enqueue(queue, job).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private void atOnce(Callable<Void> caller) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                running.add(threads.submit(caller));
            }
            for (Future<Void> one : running) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private int count(String what) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select " + what + " from outbox where target = ?")) {
            statement.setString(1, queue.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
