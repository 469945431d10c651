package io.angelwire.gateway.admin.audit;

import io.angelwire.domain.page.Position;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Something that an admin has done, or begun. */
@Entity
@Table(name = "admin_actions")
class AdminAction {

    enum Outcome {
        /** It goes on, or its process died. */
        STARTED,
        DONE,
        FAILED
    }

    @Id
    UUID id;

    @Column(name = "admin_id")
    UUID adminId;

    String action;

    /** The path of what it is done to. */
    String target;

    /** JSON: what was asked for. */
    String details;

    @Enumerated(EnumType.STRING)
    Outcome outcome;

    /** JSON of what was answered, or of why it failed; null while it goes on. */
    String result;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "ended_at")
    Instant endedAt;

    Position position() {
        return new Position(startedAt, id);
    }
}
