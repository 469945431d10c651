package io.angelwire.domain.ledger;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** Where money is, or whose it is. */
@Entity
@Immutable
@Table(name = "ledger_accounts")
public class LedgerAccount extends PanacheEntityBase {

    @Id
    public UUID id;

    /** An {@link AccountCode}. */
    public String code;

    @Column(name = "created_at", insertable = false)
    public Instant createdAt;

    public static Optional<LedgerAccount> ofCode(AccountCode code) {
        return find("code", code.value()).firstResultOptional();
    }
}
