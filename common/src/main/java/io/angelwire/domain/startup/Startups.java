package io.angelwire.domain.startup;

import io.angelwire.domain.user.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;

/** Keeps what founders say of their startups. */
@ApplicationScoped
public class Startups {

    /** @return empty if the founder isn't registered */
    @Transactional
    public Optional<Startup> create(UUID founderId, StartupProfile profile) {
        Optional<Startup> startup = User.<User>findByIdOptional(founderId).map(founder -> Startup.of(founder, profile));
        startup.ifPresent(s -> s.persist());
        return startup;
    }

    /**
     * @param seen is given the version that is changed, and throws if the founder has seen another one
     * @return empty if there is no such startup of this founder
     */
    @Transactional
    public Optional<Startup> update(UUID founderId, UUID id, StartupProfile profile, LongConsumer seen) {
        Optional<Startup> startup = Startup.findWithFounder(id)
                .filter(found -> found.founder.id.equals(founderId))
                .map(Startup::locked);
        startup.ifPresent(found -> {
            seen.accept(found.version);
            if (!profile.equals(found.profile())) {
                found.set(profile);
            }
        });
        return startup;
    }
}
