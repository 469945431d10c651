package io.angelwire.domain.failedjob;

import io.angelwire.domain.page.Position;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A job that failed for good, as it was stored then. */
@Entity
@Immutable
@Table(name = "failed_jobs")
public class FailedJob {

    @Id
    public UUID id;

    /** The whole queue's name. */
    @Column(name = "queue_name")
    public String queue;

    @Column(name = "job_id")
    public String jobId;

    @Column(name = "job_name")
    public String jobName;

    @Column(name = "failed_reason")
    public String reason;

    public int attempts;

    /** JSON, encrypted where the queue's payloads are. */
    public String payload;

    @Column(name = "failed_at")
    public Instant failedAt;

    /** Null unless it was tried again. */
    @Column(name = "replayed_at")
    public Instant replayedAt;

    /** Null unless nobody wants it tried again. */
    @Column(name = "discarded_at")
    public Instant discardedAt;

    /** The reason without what differs between failures of one kind. */
    @Column(name = "error_kind")
    public String errorKind;

    /** Names the kind. */
    @Column(name = "error_group")
    public String errorGroup;

    Position position() {
        return new Position(failedAt, id);
    }
}
