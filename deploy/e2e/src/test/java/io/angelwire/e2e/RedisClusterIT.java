package io.angelwire.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.angelwire.local.LocalStack;
import io.angelwire.local.Service;
import io.angelwire.local.StackOptions;
import io.angelwire.local.client.GatewayClient;
import io.angelwire.local.client.RealtimeClient;
import io.angelwire.local.client.Session;
import io.angelwire.local.process.SupervisedProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An investment's way through the packaged services on a Redis Cluster of three masters with a replica each. The payments
 * and the notifications are on different masters, so each script and each read has to find its own.
 */
class RedisClusterIT {

    private static final String PAYMENTS = "payments";

    private static LocalStack stack;
    private static GatewayClient gateway;
    private static Session investor;

    @BeforeAll
    static void start() throws InterruptedException {
        Path repository = Path.of(System.getProperty("angelwire.repository", "../.."));
        stack = LocalStack.start(new StackOptions(repository, Path.of("target/cluster-stack"))
                .fresh(true)
                .anyFreePorts()
                .redisCluster(true)
                .services(
                        Service.API_GATEWAY,
                        Service.REALTIME_SERVICE,
                        Service.PAYMENT_WORKER,
                        Service.NOTIFICATION_WORKER)
                .programs(Path.of("target/stack/programs"))
                .announcer(line -> System.out.println("[cluster] " + line)));
        gateway = new GatewayClient(stack.addresses().api());
        investor = gateway.signIn("investor");
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void anInvestmentIsPaidAndTheInvestorIsTold() {
        assertThat(stack.redisMasterOf(PAYMENTS)).isNotEqualTo(stack.redisMasterOf("notifications"));
        try (RealtimeClient browser = RealtimeClient.connect(stack.addresses().webSocket(), investor)) {
            UUID investment = gateway.invest(investor, "25000").id();

            assertPaidAndTold(investment, browser);
        }
    }

    @Test
    void theQueuesOfAllMastersAreCounted() throws Exception {
        HttpRequest health = HttpRequest.newBuilder(stack.addresses().api().resolve("/api/health"))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(health, HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("\"redis\":\"connected\"")
                .doesNotContain("null");
    }

    /** While a payment is under way and the browser listens; what is accepted meanwhile is kept. */
    @Test
    void aPaymentSurvivesTheDeathOfTheMasterThatHasItsQueue() {
        try (RealtimeClient browser = RealtimeClient.connect(stack.addresses().webSocket(), investor)) {
            // Charged at once, answered after 2 s.
            UUID underWay = gateway.invest(investor, "12408").id();
            EndToEnd.eventually().until(() -> count("payments where investment_id = ?", underWay) == 1);
            SupervisedProcess master = stack.redisMasterOf(PAYMENTS).orElseThrow();
            master.crash();
            UUID acceptedMeanwhile = gateway.invest(investor, "26000").id();

            assertPaidAndTold(underWay, browser);
            assertPaidAndTold(acceptedMeanwhile, browser);
            assertThat(stack.redisMasterOf(PAYMENTS)).isPresent().get().isNotSameAs(master);
        }
    }

    private static void assertPaidAndTold(UUID investment, RealtimeClient browser) {
        EndToEnd.eventually()
                .untilAsserted(() -> assertThat(
                                gateway.investment(investor, investment).status())
                        .isEqualTo("COMPLETED"));
        assertThat(count("payments where investment_id = ? and status = 'COMPLETED'", investment))
                .isEqualTo(1);
        EndToEnd.eventually()
                .untilAsserted(() -> assertThat(
                                count("notifications where data ->> 'investmentId' = ?", investment.toString()))
                        .isEqualTo(3));
        EndToEnd.eventually()
                .untilAsserted(() -> assertThat(Platform.events(browser, "user:" + investor.userId(), investment))
                        .contains("investment:created", "payment:processed", "investment:completed", "notification"));
    }

    private static long count(String from, Object argument) {
        try (Connection connection = stack.connect();
                PreparedStatement statement = connection.prepareStatement("select count(*) from " + from)) {
            statement.setObject(1, argument);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
