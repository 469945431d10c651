package io.angelwire.testing;

import io.angelwire.domain.pitch.Pitch;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.startup.Startup;
import io.angelwire.domain.user.Role;
import io.angelwire.domain.user.User;
import io.angelwire.job.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Puts people and pitches into the test's database, each call new ones. */
public final class Investing {

    private Investing() {}

    public static User user(Role role) {
        User user = new User();
        user.id = UUID.randomUUID();
        user.name = "Test " + role.group();
        user.email = role.group() + "-" + user.id + "@test.angelwire.example";
        user.role = role;
        user.createdAt = now();
        QuarkusTransaction.requiringNew().run(() -> user.persist());
        return user;
    }

    /** A pitch in US dollars of a new startup. */
    public static Pitch pitch(User founder, PitchStatus status) {
        Startup startup = new Startup();
        startup.id = Ids.newId();
        startup.founder = founder;
        startup.name = "Test Startup";
        startup.createdAt = now();
        Pitch pitch = new Pitch();
        pitch.id = Ids.newId();
        pitch.startup = startup;
        pitch.title = "Test pitch";
        pitch.summary = "A pitch to test with.";
        pitch.status = status;
        pitch.currency = "USD";
        pitch.goalMinor = 50_000_000;
        pitch.createdAt = now();
        QuarkusTransaction.requiringNew().run(() -> {
            startup.persist();
            pitch.persist();
        });
        return pitch;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
