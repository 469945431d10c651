package io.angelwire.gateway.security.walk;

import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The people of a walk, and things of theirs; each call makes a new thing, so that one try doesn't disturb the next. */
final class World {

    private final Map<Actor, Person> people = new EnumMap<>(Actor.class);

    /** Signing one takes longer than a request. */
    private final Map<Actor, String> tokens = new EnumMap<>(Actor.class);

    World() {
        for (Actor actor : Actor.values()) {
            if (actor.role != null) {
                people.put(actor, Investing.person(actor.role));
            }
        }
    }

    Person person(Actor actor) {
        return people.get(actor);
    }

    String token(Actor actor) {
        return tokens.computeIfAbsent(actor, signed -> person(signed).token());
    }

    /** A startup of the founder's. */
    UUID startup() {
        return Investing.startup(person(Actor.FOUNDER));
    }

    /** A draft of the founder's. */
    UUID draft() {
        return Investing.pitch(person(Actor.FOUNDER), PitchStatus.DRAFT);
    }

    /** A pitch that the founder has published. */
    UUID published() {
        return Investing.pitch(person(Actor.FOUNDER), PitchStatus.PUBLISHED);
    }

    /** An investment of the investor's in a pitch of the founder's. */
    UUID investment() {
        return Investing.investment(person(Actor.INVESTOR), published(), Money.of(CurrencyUnit.USD, 25_000));
    }

    /** The same with its payment in escrow. */
    UUID paidInvestment() {
        UUID investment = investment();
        Investing.paid(investment);
        return investment;
    }

    /** The payment of such an investment. */
    UUID payment() {
        return Investing.paid(investment());
    }
}
