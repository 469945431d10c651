package io.angelwire.payment;

import io.angelwire.job.JobOutcome;
import io.angelwire.payment.provider.ProviderClient;
import io.angelwire.payment.provider.ProviderUnavailableException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/** What a job comes to when the provider doesn't answer: never a guess. */
final class ProviderAnswer {

    /** As long as the circuit stays open, see {@link ProviderClient}. */
    private static final Duration WHILE_PROVIDER_IS_DOWN = Duration.ofSeconds(5);

    private ProviderAnswer() {}

    /**
     * @param question asked of the provider
     * @param then what follows from the answer; its own failures are not the provider's
     */
    static <A> JobOutcome await(Supplier<A> question, Function<A, JobOutcome> then) {
        A answer;
        try {
            answer = question.get();
        } catch (CircuitBreakerOpenException e) {
            return JobOutcome.snooze(WHILE_PROVIDER_IS_DOWN);
        } catch (ProviderUnavailableException e) {
            return JobOutcome.retry("the payment provider is unavailable");
        } catch (TimeoutException e) {
            return JobOutcome.retry("the payment provider did not answer in time");
        }
        return then.apply(answer);
    }
}
