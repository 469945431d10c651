package io.angelwire.gateway.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the table of users as the identity provider has it: by the tokens that it issues, since it tells us nothing else.
 * The row is made, or brought up to date, at the first request with a token; a token older than the one before changes
 * nothing, or it would give back a role that was taken away.
 */
@ApplicationScoped
class AccountMirror {

    private static final int MOST_REMEMBERED = 10_000;

    private static final String MIRROR = """
            insert into users (id, name, email, role, created_at, token_issued_at)
            values (:id, :name, :email, :role, now(), :issuedAt)
            on conflict (id) do update
                set name = excluded.name, email = excluded.email, role = excluded.role,
                    token_issued_at = excluded.token_issued_at
                where users.token_issued_at is null or users.token_issued_at < excluded.token_issued_at
            """;

    private final EntityManager database;

    /** What this process has stored already, so that a token costs one statement and not one a request. */
    private final Set<TokenProfile> mirrored = Collections.synchronizedSet(Collections.newSetFromMap(new Bounded()));

    AccountMirror(EntityManager database) {
        this.database = database;
    }

    boolean has(TokenProfile profile) {
        return mirrored.contains(profile);
    }

    @Transactional(TxType.REQUIRES_NEW)
    void store(TokenProfile profile) {
        database.createNativeQuery(MIRROR)
                .setParameter("id", profile.id())
                .setParameter("name", profile.name())
                .setParameter("email", profile.email())
                .setParameter("role", profile.role().name())
                .setParameter("issuedAt", profile.issuedAt())
                .executeUpdate();
    }

    /** After it was stored, and committed. */
    void remember(TokenProfile profile) {
        mirrored.add(profile);
    }

    private static final class Bounded extends LinkedHashMap<TokenProfile, Boolean> {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TokenProfile, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    }
}
