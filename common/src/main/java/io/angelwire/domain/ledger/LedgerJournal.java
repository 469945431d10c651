package io.angelwire.domain.ledger;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One movement of money: entries that sum to zero in each currency. */
@Entity
@Immutable
@Table(name = "ledger_journals")
public class LedgerJournal extends PanacheEntityBase {

    @Id
    public UUID id;

    /** What it records, {@code payment:<id>} for instance; unique. */
    public String key;

    @Column(name = "created_at", insertable = false)
    public Instant createdAt;

    @OneToMany(mappedBy = "journal")
    public List<LedgerEntry> entries = new ArrayList<>();

    public static Optional<LedgerJournal> ofKey(String key) {
        return find("from LedgerJournal j left join fetch j.entries e left join fetch e.account where j.key = ?1", key)
                .<LedgerJournal>list()
                .stream()
                .findFirst();
    }
}
