package io.angelwire.domain.ledger;

import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What was written into the books, newest first: all of it, or what concerns an account. A call looks at a bounded number
 * of journals, however few of them are wanted.
 */
@ApplicationScoped
public class LedgerJournals {

    /** How many journals one call looks at, at most. */
    static final int LOOKED_AT = 1000;

    private static final String OF_ALL = """
            select id, created_at, 1 as seen from ledger_journals
            where created_at >= :from and created_at < :to and (created_at, id) < (:afterTime, :afterId)
            order by created_at desc, id desc limit :most
            """;

    /** An account may have an entry for each currency in a journal, so more may have been seen than journals are found. */
    private static final String OF_ACCOUNT = """
            select journal_id as id, created_at, count(*) as seen from (
                select journal_id, created_at from ledger_entries
                where account_id = :account
                  and created_at >= :from and created_at < :to and (created_at, journal_id) < (:afterTime, :afterId)
                order by created_at desc, journal_id desc limit :most) entries
            group by journal_id, created_at
            """;

    private static final String LOOK = """
            select looked.id, looked.created_at, looked.seen, exists (
                select from ledger_entries e join ledger_accounts a on a.id = e.account_id
                where e.journal_id = looked.id
                  and (:currency = '' or e.currency = :currency) and starts_with(a.code, :prefix)
                  %s) as wanted
            from (%s) looked order by looked.created_at desc, looked.id desc
            """;

    private final EntityManager entities;

    LedgerJournals(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * With all their entries and accounts.
     *
     * @param after where the page before ended; null for the first page
     * @return fewer than {@code limit} do not mean that there are no more, only a missing next position does
     */
    @Transactional
    public Slice<LedgerJournal> list(LedgerFilter filter, Position after, int limit) {
        int most = filter.looksInside() ? LOOKED_AT : limit + 1;
        UUID account = filter.account() == null
                ? null
                : LedgerAccount.ofCode(filter.account()).map(found -> found.id).orElse(null);
        if (filter.account() != null && account == null) {
            return new Slice<>(List.of(), null);
        }
        List<UUID> wanted = new ArrayList<>();
        Position last = null;
        List<Tuple> looked = look(filter, account, after, most);
        for (Tuple row : looked) {
            if (wanted.size() == limit) {
                return new Slice<>(journals(wanted), last);
            }
            last = new Position(row.get("created_at", Instant.class), row.get("id", UUID.class));
            if (row.get("wanted", Boolean.class)) {
                wanted.add(last.id());
            }
        }
        long seen = looked.stream()
                .mapToLong(row -> row.get("seen", Number.class).longValue())
                .sum();
        return new Slice<>(journals(wanted), seen < most ? null : last);
    }

    @SuppressWarnings("unchecked")
    private List<Tuple> look(LedgerFilter filter, UUID account, Position after, int most) {
        Position begin = after == null ? Position.NEWEST : after;
        Query query = entities.createNativeQuery(
                        LOOK.formatted(
                                account == null ? "" : "and e.account_id = :account",
                                account == null ? OF_ALL : OF_ACCOUNT),
                        Tuple.class)
                .setParameter("from", filter.from() == null ? Instant.EPOCH : filter.from())
                .setParameter("to", filter.to() == null ? Position.NEWEST.createdAt() : filter.to())
                .setParameter("afterTime", begin.createdAt())
                .setParameter("afterId", begin.id())
                .setParameter("currency", filter.currency() == null ? "" : filter.currency())
                .setParameter(
                        "prefix", filter.kind() == null ? "" : filter.kind().prefix())
                .setParameter("most", most);
        return (account == null ? query : query.setParameter("account", account)).getResultList();
    }

    private static List<LedgerJournal> journals(List<UUID> ids) {
        return ids.isEmpty() ? List.of() : LedgerJournal.<LedgerJournal>list("""
                        from LedgerJournal j join fetch j.entries e join fetch e.account where j.id in ?1
                        order by j.createdAt desc, j.id desc, e.account.code, e.currency""", ids);
    }
}
