package io.angelwire.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.analytics.TrackedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** The tables of analytics, as jobs write them. */
@ApplicationScoped
class EventLedger {

    static final int FORGOTTEN_AT_ONCE = 5_000;

    /** By the database's clock alone, here and where rows go: no skew of two clocks may let a job in whose row is gone. */
    private static final String KEEP = """
            with young as (
                select 1 where :occurredAt > now() - make_interval(secs => :keepSeconds)
            ), kept as (
                insert into analytics_events
                    (job_id, event, actor_id, subject_id, occurred_at, amount_minor, currency, properties)
                select :job, :event, cast(:actor as uuid), :subject, :occurredAt, cast(:amount as bigint),
                    cast(:currency as varchar), cast(:properties as jsonb)
                from young
                on conflict (job_id) do nothing
            )
            select count(*) from young
            """;

    private static final String FORGET_EVENTS = """
            delete from analytics_events where job_id in (
                select job_id from analytics_events
                where rolled_up and occurred_at < now() - make_interval(secs => :keepSeconds)
                limit :most for update skip locked)
            """;

    private static final String FORGET_HOURS = """
            delete from analytics_totals where (granularity, bucket, event, currency) in (
                select granularity, bucket, event, currency from analytics_totals
                where granularity = 'HOUR' and bucket < now() - make_interval(secs => :keepSeconds)
                limit :most)
            """;

    private final EntityManager database;
    private final ObjectMapper json;
    private final AnalyticsConfig config;

    EventLedger(EntityManager database, ObjectMapper json, AnalyticsConfig config) {
        this.database = database;
        this.json = json;
        this.config = config;
    }

    /** @return whether the event is kept, by this call or an earlier one; false if it is too old for that to be known */
    @Transactional
    boolean keep(String jobId, TrackedEvent event) throws JsonProcessingException {
        Number young = (Number) database.createNativeQuery(KEEP)
                .setParameter("keepSeconds", (double) config.keepEvents().toSeconds())
                .setParameter("job", jobId)
                .setParameter("event", event.event())
                .setParameter("actor", text(event.actorId()))
                .setParameter("subject", event.subjectId())
                .setParameter("occurredAt", event.occurredAt())
                .setParameter(
                        "amount",
                        event.amountMinor() == null ? null : event.amountMinor().toString())
                .setParameter("currency", event.currency())
                .setParameter(
                        "properties", event.properties() == null ? null : json.writeValueAsString(event.properties()))
                .getSingleResult();
        return young.intValue() > 0;
    }

    /** @return how many rows went; 0 if nothing old is left */
    @Transactional
    int forgetSome() {
        return database.createNativeQuery(FORGET_EVENTS)
                        .setParameter(
                                "keepSeconds", (double) config.keepEvents().toSeconds())
                        .setParameter("most", FORGOTTEN_AT_ONCE)
                        .executeUpdate()
                + database.createNativeQuery(FORGET_HOURS)
                        .setParameter("keepSeconds", (double) config.keepHours().toSeconds())
                        .setParameter("most", FORGOTTEN_AT_ONCE)
                        .executeUpdate();
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }
}
