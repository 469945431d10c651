package io.angelwire.job.consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.PermanentJobException;
import io.angelwire.job.RunningJob;
import io.angelwire.job.redis.LeasedJob;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Reads and checks a job's payload, calls the handler, and turns whatever happens into an outcome. */
public final class HandlerInvoker<T> {

    private static final Logger LOG = Logger.getLogger(HandlerInvoker.class);
    private static final int LONGEST_REASON = 500;

    private final JobHandler<T> handler;
    private final ObjectMapper json;
    private final Validator validator;

    public HandlerInvoker(JobHandler<T> handler, ObjectMapper json, Validator validator) {
        this.handler = handler;
        this.json = json;
        this.validator = validator;
    }

    JobOutcome invoke(LeasedJob job, int attempt, int maxAttempts) {
        if (!job.content().isReadable()) {
            return JobOutcome.failed("not a job: its entry in the stream was not written by a producer");
        }
        try {
            T payload = json.readValue(job.content().payload(), handler.payloadType());
            Set<ConstraintViolation<T>> violations = validator.validate(payload);
            if (!violations.isEmpty()) {
                return JobOutcome.failed(shortened("invalid payload: " + describe(violations)));
            }
            JobOutcome outcome = handler.handle(
                    new RunningJob<>(handler.queue(), job.id(), job.content().name(), payload, attempt, maxAttempts));
            return outcome == null ? JobOutcome.completed(null) : outcome;
        } catch (JsonProcessingException e) {
            // Its message quotes the payload, which may hold personal data.
            return JobOutcome.failed(
                    "unreadable payload: it is not a " + handler.payloadType().getSimpleName() + " ("
                            + e.getClass().getSimpleName() + ")");
        } catch (PermanentJobException e) {
            return JobOutcome.failed(shortened(e.getMessage()));
        } catch (Exception e) {
            LOG.debugf(
                    e, "Job %s (%s) attempt %d failed", job.id(), job.content().name(), attempt);
            return JobOutcome.retry(shortened(describe(e)));
        }
    }

    private static String describe(Exception e) {
        return e.getMessage() == null
                ? e.getClass().getSimpleName()
                : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static <T> String describe(Set<ConstraintViolation<T>> violations) {
        return violations.stream()
                .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String shortened(String reason) {
        return reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }
}
