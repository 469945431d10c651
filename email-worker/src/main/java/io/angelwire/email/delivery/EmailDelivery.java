package io.angelwire.email.delivery;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/**
 * What became of one job's mail. The recipient is kept as a hash: enough to answer "did this address get it?", and the
 * table is no list of addresses.
 */
@Entity
@Table(name = "email_deliveries")
public class EmailDelivery extends PanacheEntityBase {

    /**
     * SENDING: begun, not known to have ended. A rerun may begin again from SENDING, unless another run still sends, and
     * from FAILED, never from SENT.
     */
    public enum Status {
        SENDING,
        SENT,
        FAILED
    }

    @Id
    @Column(name = "job_id")
    public String jobId;

    public String template;

    @Column(name = "recipient_hash")
    public String recipientHash;

    @Column(name = "message_id")
    public String messageId;

    @Enumerated(EnumType.STRING)
    public Status status;

    /** How often sending was begun; so a number for each run that sends. */
    public int attempts;

    @Column(name = "failure_reason")
    public String failureReason;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Column(name = "sent_at")
    public Instant sentAt;

    /** Null while no run sends. */
    @Column(name = "sending_until")
    public Instant sendingUntil;

    /** Null unless the mail server was out of reach when this mail was last to go out. */
    @Column(name = "waiting_since")
    public Instant waitingSince;

    public boolean isSent() {
        return status == Status.SENT;
    }
}
