package io.angelwire.job.consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.PermanentJobException;
import io.angelwire.job.RunningJob;
import io.angelwire.job.redis.LeasedJob;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.TraversableResolver;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.annotation.ElementType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hibernate.validator.HibernateValidatorFactory;
import org.jboss.logging.Logger;

/** Reads and checks a job's payload, calls the handler, and turns whatever happens into an outcome. */
public final class HandlerInvoker<T> {

    private static final Logger LOG = Logger.getLogger(HandlerInvoker.class);
    private static final int LONGEST_REASON = 500;
    private static final Duration OUTAGE_SNOOZE = Duration.ofSeconds(2);

    private final JobHandler<T> handler;
    private final ObjectReader reader;
    private final ConcurrentMap<Class<?>, ObjectReader> payloads = new ConcurrentHashMap<>();
    private final Validator validator;
    private final PayloadCipher cipher;
    private final Predicate<Throwable> outage;

    /**
     * @param outage tells failures because a part that every handler needs is out of reach: they use up no attempt, or
     *     a few seconds without it would fail for good whatever came in meanwhile
     */
    public HandlerInvoker(
            JobHandler<T> handler,
            ObjectMapper json,
            ValidatorFactory validation,
            PayloadCipher cipher,
            Predicate<Throwable> outage) {
        this.handler = handler;
        this.reader = json.reader();
        this.validator = validation
                .unwrap(HibernateValidatorFactory.class)
                .usingContext()
                .traversableResolver(new WholePayload())
                .enableTraversableResolverResultCache(false)
                .getValidator();
        this.cipher = cipher;
        this.outage = outage;
    }

    /** @param onStart called just before the handler is */
    JobOutcome invoke(Execution execution, int attempt, int maxAttempts, Runnable onStart) {
        LeasedJob job = execution.job();
        if (!job.content().isReadable()) {
            return JobOutcome.failed("not a job: its entry in the stream was not written by a producer");
        }
        Class<? extends T> type = handler.payloadType(job.content().name());
        if (type == null) {
            return JobOutcome.failed("this queue has no job of that name");
        }
        T payload;
        try {
            payload = payloads.computeIfAbsent(type, reader::forType)
                    .readValue(cipher.decrypt(
                            handler.queue(), job.id(), job.content().payload()));
        } catch (JsonProcessingException e) {
            // Its message quotes the payload, which may hold personal data.
            return JobOutcome.failed("unreadable payload: it is not a " + type.getSimpleName() + " ("
                    + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            return JobOutcome.failed("unreadable payload: " + e.getMessage());
        }
        Set<ConstraintViolation<T>> violations = validator.validate(payload);
        if (!violations.isEmpty()) {
            return JobOutcome.failed(shortened("invalid payload: " + describe(violations)));
        }
        RunningJob<T> running = new RunningJob<>(
                handler.queue(),
                job.id(),
                job.content().name(),
                payload,
                attempt,
                maxAttempts,
                job.content().trace(),
                execution);
        onStart.run();
        return handle(running);
    }

    private JobOutcome handle(RunningJob<T> job) {
        try {
            JobOutcome outcome = handler.handle(job);
            return outcome == null ? JobOutcome.completed(null) : outcome;
        } catch (PermanentJobException e) {
            return JobOutcome.failed(shortened(e.getMessage()));
        } catch (Exception e) {
            LOG.debugf(e, "Job %s (%s) attempt %d failed", job.id(), job.name(), job.attempt());
            if (e instanceof RedisUnavailableException || outage.test(e)) {
                return JobOutcome.snooze(OUTAGE_SNOOZE);
            }
            return new JobOutcome.Retry(shortened(describe(e)), handler.retryAfter(job, e));
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

    /** A payload is no entity with parts that are not loaded yet: asking for that costs more than the checks themselves. */
    private static final class WholePayload implements TraversableResolver {

        @Override
        public boolean isReachable(Object bean, Path.Node property, Class<?> root, Path path, ElementType annotated) {
            return true;
        }

        @Override
        public boolean isCascadable(Object bean, Path.Node property, Class<?> root, Path path, ElementType annotated) {
            return true;
        }
    }

    private static String shortened(String reason) {
        return reason == null || reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }
}
