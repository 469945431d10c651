package io.angelwire.gateway.analytics;

import static io.angelwire.gateway.Requests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AnalyticsResourceTest {

    private static final String ANALYTICS = "/api/admin/analytics?from=2026-02-01T00:30:00Z&to=2026-02-03T00:00:00Z";

    @Inject
    DataSource database;

    private final String event = "test:e" + Ids.newId();
    private Person admin;

    @BeforeEach
    void somethingHappened() {
        admin = Investing.person(Role.ADMIN);
        total("DAY", "2026-02-01T00:00:00Z", "USD", 2, 500_050);
        total("DAY", "2026-02-01T00:00:00Z", "JPY", 1, 1_000);
        total("DAY", "2026-02-02T00:00:00Z", "USD", 3, 100);
        total("DAY", "2026-02-03T00:00:00Z", "USD", 9, 100);
        total("HOUR", "2026-02-01T00:00:00Z", "USD", 2, 500_050);
    }

    @Test
    void anAdminSeesTotalsByEventBucketAndCurrency() {
        var answer = as(admin).get(ANALYTICS + "&event=" + event).then().statusCode(200);

        answer.body("granularity", equalTo("DAY"))
                .body("events.event", contains(event))
                .body("events[0].count", equalTo(6))
                .body("events[0].amounts.currency", contains("JPY", "USD"))
                .body("events[0].buckets.start", contains("2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"))
                .body("events[0].buckets.count", contains(3, 3));
        assertThat(answer.extract().body().asString())
                .contains("{\"currency\":\"USD\",\"amount\":5001.50}", "{\"currency\":\"JPY\",\"amount\":1000}");
        as(admin)
                .get(ANALYTICS + "&granularity=HOUR&event=" + event)
                .then()
                .body("events[0].buckets.count", contains(2));
        as(admin)
                .get("/api/admin/analytics?event=" + event)
                .then()
                .statusCode(200)
                .body("events", empty());
    }

    @Test
    void aRangeThatIsNoneOrTooLongIsRefused() {
        for (String query : List.of(
                "?from=yesterday",
                "?from=-1000000000-01-01T00:00:00Z",
                "?from=2026-02-02T00:00:00Z&to=2026-02-01T00:00:00Z",
                "?from=2023-01-01T00:00:00Z&to=2026-02-01T00:00:00Z",
                "?granularity=HOUR&from=2026-01-01T00:00:00Z&to=2026-02-03T00:00:00Z",
                "?granularity=WEEK",
                "?event=%27%20or%201")) {
            as(admin)
                    .urlEncodingEnabled(false)
                    .get("/api/admin/analytics" + query)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("parameter-invalid"));
        }
    }

    private void total(String granularity, String bucket, String currency, long events, long amountMinor) {
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into analytics_totals (granularity, bucket, event, currency, events, amount_minor)
                        values (?, cast(? as timestamptz), ?, ?, ?, ?)""")) {
            insert.setString(1, granularity);
            insert.setString(2, bucket);
            insert.setString(3, event);
            insert.setString(4, currency);
            insert.setLong(5, events);
            insert.setLong(6, amountMinor);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
