package io.angelwire.gateway.admin;

import static io.angelwire.gateway.Requests.as;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AlertResourceTest {

    private static final String ALERTS = "/api/admin/alerts";

    @Inject
    DataSource database;

    private final Person admin = Investing.person(Role.ADMIN);
    private UUID storm;
    private UUID old;
    private UUID elsewhere;

    @BeforeEach
    void jobsHaveFailed() throws SQLException {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from admin_alerts")) {
            delete.executeUpdate();
        }
        // The storm has begun before the old one, and goes on.
        storm = alert("proving-split", 40, 100, 1);
        old = alert("proving-split", 1, 90, 80);
        elsewhere = alert("proving", 2, 200, 190);
    }

    private UUID alert(String queue, long failures, int beganMinutesAgo, int lastMinutesAgo) throws SQLException {
        UUID id = Ids.newId();
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into admin_alerts (id, queue_name, job_name, failures, told_failures, first_failed_at,
                                                  last_failed_at, failed_job_id, job_id)
                        values (?, ?, 'work', ?, 1, now() - ? * interval '1 minute', now() - ? * interval '1 minute',
                                ?, 'job-1')""")) {
            insert.setObject(1, id);
            insert.setString(2, queue);
            insert.setLong(3, failures);
            insert.setInt(4, beganMinutesAgo);
            insert.setInt(5, lastMinutesAgo);
            insert.setObject(6, UUID.randomUUID());
            insert.executeUpdate();
        }
        return id;
    }

    private ValidatableResponse list(String query) {
        return as(admin).get(ALERTS + query).then();
    }

    @Test
    void theyAreListedWithWhatTheyHaveComeTo() {
        list("").statusCode(200)
                .body("items.id", contains(old.toString(), storm.toString(), elsewhere.toString()))
                .body("nextCursor", nullValue())
                .body("items[1].queue", equalTo("proving-split"))
                .body("items[1].jobName", equalTo("work"))
                .body("items[1].failures", equalTo(40))
                .body("items[1].isOpen", equalTo(true))
                .body("items[1].jobId", equalTo("job-1"))
                .body("items[0].isOpen", equalTo(false));
    }

    @Test
    void theyAreFiltered() {
        list("?status=open").body("items.id", contains(storm.toString()));
        list("?status=ended").body("items.id", contains(old.toString(), elsewhere.toString()));
        list("?queue=proving").body("items.id", contains(elsewhere.toString()));
        list("?queue=proving-split&status=ended").body("items.id", contains(old.toString()));
        list("?status=lost").statusCode(400).body("code", equalTo("parameter-invalid"));
        list("?queue=nowhere").statusCode(404).body("code", equalTo("queue-not-found"));
    }

    @Test
    void aPageStaysWhereItIsWhileAnAlertGoesOn() throws SQLException {
        String cursor = list("?limit=1")
                .body("items.id", contains(old.toString()))
                .extract()
                .path("nextCursor");
        UUID fresh = alert("proving", 1, 0, 0);

        list("?limit=1&cursor=" + cursor).body("items.id", contains(storm.toString()));
        list("?limit=10&cursor=" + cursor).body("items", hasSize(2)).body("items.id", not(hasItem(fresh.toString())));
        list("?cursor=x").statusCode(400).body("code", equalTo("page-invalid"));
    }
}
