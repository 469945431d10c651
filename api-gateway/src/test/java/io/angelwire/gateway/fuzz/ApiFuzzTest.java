package io.angelwire.gateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.domain.user.Role;
import io.angelwire.gateway.Stored;
import io.angelwire.gateway.api.DescribedOperation;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.testing.TestTokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * Sends every operation what no client would send: only ever a problem comes back, and afterwards everything is as it was.
 * The senders have tokens of every role and own nothing. A failure prints what was sent and the seed that sends it again,
 * with {@code -Dangelwire.fuzz.seed=<n>}; {@code -Dangelwire.fuzz.rounds=<n>} looks for longer.
 */
@QuarkusTest
class ApiFuzzTest {

    private static final long SEED = Long.getLong("angelwire.fuzz.seed", 20_260_101L);

    /** In each round every operation is sent several requests for each role that may use it. */
    private static final int ROUNDS = Integer.getInteger("angelwire.fuzz.rounds", 12);

    private static final int AT_ONCE = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    DataSource database;

    @Inject
    QueueInspector queues;

    @Inject
    Vertx vertx;

    @TestHTTPResource
    URL address;

    @Test
    void nothingButProblemsComesOfNonsense() throws Exception {
        HttpClient client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(AT_ONCE));
        Map<String, Long> before = everything();
        List<String> complaints = new ArrayList<>();
        List<Attack> attacks = attacks(client);

        for (int from = 0; from < attacks.size(); from += AT_ONCE) {
            List<Attack> some = attacks.subList(from, Math.min(attacks.size(), from + AT_ONCE));
            List<Attack.Answer> answers = await(some.stream()
                    .map(attack -> attack.send(client, address.getPort()))
                    .toList());
            for (int i = 0; i < answers.size(); i++) {
                String complaint = some.get(i).complaint(answers.get(i));
                if (complaint != null) {
                    complaints.add("seed " + SEED + ", " + complaint + ": " + some.get(i) + "\n-> " + answers.get(i));
                }
            }
        }

        assertThat(complaints).isEmpty();
        assertThat(everything())
                .as("what is stored and enqueued after seed " + SEED)
                .isEqualTo(before);
        client.close();
    }

    private List<Attack> attacks(HttpClient client) throws Exception {
        Schemas schemas = new Schemas(DescribedOperation.document());
        List<String> tokens = Stream.of(Role.values())
                .map(role -> TestTokens.tokenFor(UUID.randomUUID(), role.group()))
                .toList();
        Random random = new Random(SEED);
        List<Attack> attacks = new ArrayList<>();
        for (DescribedOperation operation : DescribedOperation.all()) {
            Fuzzer fuzzer = new Fuzzer(operation, schemas);
            List<String> admitted = admitted(client, fuzzer, tokens);
            for (int round = 0; round < ROUNDS; round++) {
                attacks.add(fuzzer.next(random, admitted.get(random.nextInt(admitted.size()))));
            }
        }
        return attacks;
    }

    /** Whom the operation doesn't turn away by their role: whatever is behind that should be tried, too. */
    private List<String> admitted(HttpClient client, Fuzzer fuzzer, List<String> tokens) throws Exception {
        List<Attack.Answer> answers = await(tokens.stream()
                .map(token -> fuzzer.next(new Random(SEED), token).send(client, address.getPort()))
                .toList());
        List<String> admitted = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (!answers.get(i).body().contains("\"code\":\"forbidden\"")) {
                admitted.add(tokens.get(i));
            }
        }
        return admitted.isEmpty() ? tokens : admitted;
    }

    private static List<Attack.Answer> await(List<Future<Attack.Answer>> answers) throws Exception {
        return Future.all(answers)
                .<List<Attack.Answer>>map(all -> all.list())
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /**
     * Rows by table, and jobs by queue. Of the outbox, whose rows come and go, what was ever written to it; of what admins have
     * done, what was not done: a request may turn out to be a good one, which is recorded although it finds nothing to change.
     */
    private Map<String, Long> everything() {
        Map<String, Long> found = new TreeMap<>();
        Stored.texts(database, """
                select table_name from information_schema.tables
                where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'outbox'""")
                .forEach(table -> found.put(table, Stored.number(database, "select count(*) from " + table)));
        found.put(
                "admin_actions", Stored.number(database, "select count(*) from admin_actions where outcome <> 'DONE'"));
        found.put("outbox", Stored.traces(database).outbox());
        for (QueueName queue :
                List.of(QueueName.EMAIL, QueueName.NOTIFICATIONS, QueueName.PAYMENTS, QueueName.ANNOUNCEMENTS)) {
            found.put(
                    "queue " + queue,
                    queues.waiting(queue).toCompletableFuture().join());
        }
        return found;
    }
}
