package io.angelwire.gateway.admin.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import io.angelwire.gateway.admin.audit.AdminAction.Outcome;
import io.angelwire.gateway.problem.ProblemException;
import io.angelwire.gateway.security.Caller;
import io.angelwire.job.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Records what admins do. That an action was begun is committed before it begins, and how it ended after it has: an action
 * without a record there is not, whatever dies meanwhile.
 */
@ApplicationScoped
public class AuditLog {

    private static final String LIST = """
            select * from admin_actions
            where (cast(:admin as uuid) is null or admin_id = :admin)
              and (cast(:action as text) is null or action = :action)
              and (cast(:afterTime as timestamptz) is null or (started_at, id) < (:afterTime, :afterId))
            order by started_at desc, id desc
            limit :most
            """;

    private final EntityManager entities;
    private final ObjectMapper json;
    private final Caller caller;

    AuditLog(EntityManager entities, ObjectMapper json, Caller caller) {
        this.entities = entities;
        this.json = json;
        this.caller = caller;
    }

    /**
     * Does what the present caller wants done.
     *
     * @param action what it is, {@code queue.pause} for instance
     * @param target the path of what it is done to
     * @param details what was asked for besides, without personal data; null for nothing
     * @param effect may throw; what it returns is recorded as JSON
     */
    public <T> T record(String action, String target, Object details, Supplier<T> effect) {
        UUID id = begin(action, target, write(details == null ? Map.of() : details));
        T result;
        try {
            result = effect.get();
        } catch (RuntimeException failure) {
            end(id, Outcome.FAILED, write(Map.of("error", reason(failure))));
            throw failure;
        }
        end(id, Outcome.DONE, write(result));
        return result;
    }

    private static String reason(RuntimeException failure) {
        return failure instanceof ProblemException problem
                ? problem.type().code()
                : failure.getClass().getSimpleName();
    }

    private UUID begin(String action, String target, String details) {
        AdminAction begun = new AdminAction();
        begun.id = Ids.newId();
        begun.adminId = caller.id();
        begun.action = action;
        begun.target = target;
        begun.details = details;
        begun.outcome = Outcome.STARTED;
        begun.startedAt = now();
        QuarkusTransaction.requiringNew().run(() -> entities.persist(begun));
        return begun.id;
    }

    private void end(UUID id, Outcome outcome, String result) {
        QuarkusTransaction.requiringNew().run(() -> {
            AdminAction ended = entities.find(AdminAction.class, id);
            ended.outcome = outcome;
            ended.result = result;
            ended.endedAt = now();
        });
    }

    /**
     * @param admin whose; null for anybody's
     * @param action of that name; null for any
     * @param after where the page before ended; null for the first page
     */
    @Transactional
    @SuppressWarnings("unchecked")
    Slice<AdminAction> list(UUID admin, String action, Position after, int limit) {
        List<AdminAction> rows = entities.createNativeQuery(LIST, AdminAction.class)
                .setParameter("admin", admin)
                .setParameter("action", action)
                .setParameter("afterTime", after == null ? null : after.createdAt())
                .setParameter("afterId", after == null ? null : after.id())
                .setParameter("most", limit + 1)
                .getResultList();
        return Slice.of(rows, limit, AdminAction::position);
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
