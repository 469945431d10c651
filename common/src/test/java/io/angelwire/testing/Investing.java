package io.angelwire.testing;

import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.quarkus.arc.Arc;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Puts people and pitches into the database of the running test, each call new ones. In SQL, because entities can't be
 * used from a jar that Quarkus doesn't take for a part of the application.
 */
public final class Investing {

    /** Somebody of the table {@code users}. */
    public record Person(UUID id, Role role, String name, String email) {

        public String token() {
            return TestTokens.tokenFor(id, role.group());
        }
    }

    private Investing() {}

    public static Person person(Role role) {
        UUID id = Ids.newId();
        Person person =
                new Person(id, role, "Test " + role.group(), role.group() + "-" + id + "@test.angelwire.example");
        insert(
                "insert into users (id, name, email, role, created_at) values (?, ?, ?, ?, now())",
                id,
                person.name(),
                person.email(),
                role.name());
        return person;
    }

    /** @return the id of a new startup */
    public static UUID startup(Person founder) {
        UUID startup = Ids.newId();
        insert(
                "insert into startups (id, founder_id, name, created_at) values (?, ?, 'Test Startup', now())",
                startup,
                founder.id());
        return startup;
    }

    /** @return the id of a new pitch in US dollars, of a new startup */
    public static UUID pitch(Person founder, PitchStatus status) {
        return pitch(founder, status, CurrencyUnit.USD);
    }

    /** @return the id of a new pitch, of a new startup */
    public static UUID pitch(Person founder, PitchStatus status, CurrencyUnit currency) {
        UUID startup = startup(founder);
        UUID pitch = Ids.newId();
        insert("""
                insert into pitches (id, startup_id, title, summary, status, currency, goal_minor, created_at)
                values (?, ?, 'Test pitch', 'A pitch to test with.', ?, ?, 50000000, now())""", pitch, startup, status.name(), currency.getCode());
        return pitch;
    }

    /** @return the id of a new PENDING investment by bank transfer, of which nobody was told: no job runs for it */
    public static UUID investment(Person investor, UUID pitch, Money amount) {
        UUID investment = Ids.newId();
        insert(
                """
                insert into investments (id, pitch_id, investor_id, amount_minor, currency, payment_method, status,
                                         created_at, updated_at)
                values (?, ?, ?, ?, ?, 'BANK_TRANSFER', 'PENDING', now(), now())""",
                investment,
                pitch,
                investor.id(),
                amount.getAmountMinorLong(),
                amount.getCurrencyUnit().getCode());
        return investment;
    }

    /** Pays an investment of 25,000.00 US dollars into escrow, past the ledger. @return the payment's id */
    public static UUID paid(UUID investment) {
        UUID payment = Ids.newId();
        insert("""
                insert into payments (id, investment_id, amount_minor, currency, payment_method, provider, status,
                                      provider_charge_id, created_at, updated_at, processed_at)
                values (?, ?, 2500000, 'USD', 'BANK_TRANSFER', 'sandbox', 'COMPLETED', ?, now(), now(), now())""", payment, investment, "sandbox_" + payment);
        insert("update investments set status = 'COMPLETED', version = version + 1 where id = ?", investment);
        return payment;
    }

    /** @return the id of a new, unread notification in the user's inbox */
    public static UUID notification(Person user, String type) {
        UUID notification = Ids.newId();
        insert("""
                insert into notifications (id, job_id, user_id, type, title, content, data, in_inbox, channels, created_at)
                values (?, ?, ?, ?, 'Hello', 'There is news.', '{"investmentId":"42"}', true, '[]', now())""", notification, notification.toString(), user.id(), type);
        return notification;
    }

    private static void insert(String sql, Object... values) {
        DataSource database = Arc.container().instance(DataSource.class).get();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
