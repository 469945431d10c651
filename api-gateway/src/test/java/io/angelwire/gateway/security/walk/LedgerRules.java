package io.angelwire.gateway.security.walk;

import static io.angelwire.gateway.security.walk.Actor.ADMIN;

import jakarta.inject.Singleton;
import java.util.List;

/** The books are the admins' business. */
@Singleton
class LedgerRules implements AreaRules {

    @Override
    public List<Rule> rules() {
        return List.of(
                Rule.on("GET /api/admin/ledger/accounts").allows(ADMIN),
                Rule.on("GET /api/admin/ledger/journals").allows(ADMIN),
                Rule.on("GET /api/admin/ledger/check").allows(ADMIN));
    }
}
