package io.angelwire.domain.failedjob;

import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import io.angelwire.job.QueueName;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Looks through what admins were alerted of. */
@ApplicationScoped
public class AlertArchive {

    private static final String LIST = """
            select * from admin_alerts
            where (first_failed_at, id) < (:afterTime, :afterId)
              and (cast(:queue as text) is null or queue_name = :queue)
              and (cast(:open as boolean) is null or (last_failed_at > :openSince) = :open)
            order by first_failed_at desc, id desc
            limit :most
            """;

    /** Whether the next failure counts to an alert. */
    public enum Status {
        OPEN,
        ENDED
    }

    /** @param open as {@link Status#OPEN} has it */
    public record Found(AdminAlert alert, boolean open) {}

    private final EntityManager entities;
    private final AlertConfig config;

    AlertArchive(EntityManager entities, AlertConfig config) {
        this.entities = entities;
        this.config = config;
    }

    /**
     * Those that have begun last first: a failure more doesn't move an alert.
     *
     * @param status null for any
     * @param queue null for all
     * @param after where the page before ended; null for the first page
     */
    @Transactional
    @SuppressWarnings("unchecked")
    public Slice<Found> list(Status status, QueueName queue, Position after, int limit) {
        Position from = after == null ? Position.NEWEST : after;
        Instant openSince = Instant.now().minus(config.quietTime());
        List<AdminAlert> rows = entities.createNativeQuery(LIST, AdminAlert.class)
                .setParameter("afterTime", from.createdAt())
                .setParameter("afterId", from.id())
                .setParameter("queue", queue == null ? null : queue.value())
                .setParameter("open", status == null ? null : status == Status.OPEN)
                .setParameter("openSince", openSince)
                .setParameter("most", limit + 1)
                .getResultList();
        return Slice.of(
                rows.stream()
                        .map(alert -> new Found(alert, alert.lastFailedAt.isAfter(openSince)))
                        .toList(),
                limit,
                found -> new Position(found.alert.firstFailedAt, found.alert.id));
    }
}
