package io.angelwire.analytics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/**
 * Adds events to the totals of their hour and their day. Marking the events and adding them is one statement: whoever
 * dies before its commit has added nothing, and nobody adds an event twice. Several processes may do it at once: they take
 * different events, and change totals in the same order.
 */
@ApplicationScoped
class RollUp {

    static final int EVENTS_AT_ONCE = 1_000;

    private static final String ADD = """
            with taken as (
                update analytics_events set rolled_up = true
                where job_id in (
                    select job_id from analytics_events where not rolled_up
                    order by job_id limit :most for update skip locked)
                returning event, occurred_at, coalesce(currency, '') as currency, coalesce(amount_minor, 0) as amount
            ), added as (
                insert into analytics_totals as total (granularity, bucket, event, currency, events, amount_minor)
                select g.granularity, date_trunc(g.unit, occurred_at, 'UTC'), event, currency, count(*), sum(amount)
                from taken cross join (values ('HOUR', 'hour'), ('DAY', 'day')) as g (granularity, unit)
                group by 1, 2, 3, 4
                order by 1, 2, 3, 4
                on conflict (granularity, bucket, event, currency) do update
                    set events = total.events + excluded.events,
                        amount_minor = total.amount_minor + excluded.amount_minor
            )
            select count(*) from taken
            """;

    private final EntityManager database;

    RollUp(EntityManager database) {
        this.database = database;
    }

    /** @return how many events were added, {@value #EVENTS_AT_ONCE} at most: then there may be more */
    @Transactional
    int addSome() {
        return ((Number) database.createNativeQuery(ADD)
                        .setParameter("most", EVENTS_AT_ONCE)
                        .getSingleResult())
                .intValue();
    }
}
