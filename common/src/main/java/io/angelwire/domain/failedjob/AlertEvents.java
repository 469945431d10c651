package io.angelwire.domain.failedjob;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.angelwire.outbox.Outbox;
import io.angelwire.realtime.RealtimeEvent;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Tells admins who are there of alerts, once the running transaction has committed. */
@ApplicationScoped
public class AlertEvents {

    /** An alert has begun. */
    public static final String ADMIN_ALERT = "admin_alert";

    /** More jobs have failed since. */
    public static final String ADMIN_ALERT_UPDATED = "admin_alert_updated";

    private static final Room ROOM = Room.admin("alerts");

    /** The data of both. */
    public record Data(Alert alert) {}

    /**
     * @param failures how many jobs have failed since the first
     * @param failedJobId the latest one's, as the admin API knows it
     * @param jobId the latest one's in its queue
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Alert(
            UUID id,
            String queue,
            String jobName,
            long failures,
            Instant firstFailedAt,
            Instant lastFailedAt,
            UUID failedJobId,
            String jobId) {}

    private final Outbox outbox;

    AlertEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void begun(AdminAlert alert) {
        emit(ADMIN_ALERT, alert);
    }

    void updated(AdminAlert alert) {
        emit(ADMIN_ALERT_UPDATED, alert);
    }

    private void emit(String name, AdminAlert alert) {
        outbox.emit(RealtimeEvent.of(
                ROOM,
                name,
                new Data(new Alert(
                        alert.id,
                        alert.queue,
                        alert.jobName,
                        alert.failures,
                        alert.firstFailedAt,
                        alert.lastFailedAt,
                        alert.failedJobId,
                        alert.jobId))));
    }
}
