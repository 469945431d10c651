package io.angelwire.job.redis;

import io.angelwire.job.Backoff;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A backoff as it travels with a job: {@code fixed:<ms>}, {@code exponential:<ms>}, {@code steps:<ms>,…}; jitter behind {@code ~}. */
final class BackoffText {

    private BackoffText() {}

    static String write(Backoff backoff) {
        if (backoff instanceof Backoff.Fixed fixed) {
            return "fixed:" + fixed.delay().toMillis();
        }
        if (backoff instanceof Backoff.Exponential exponential) {
            return "exponential:" + exponential.delay().toMillis();
        }
        if (backoff instanceof Backoff.Steps steps) {
            return "steps:"
                    + steps.delays().stream()
                            .map(delay -> Long.toString(delay.toMillis()))
                            .collect(Collectors.joining(","));
        }
        Backoff.Jittered jittered = (Backoff.Jittered) backoff;
        return write(jittered.base()) + "~" + jittered.jitter();
    }

    static Backoff read(String text) {
        int tilde = text.indexOf('~');
        if (tilde >= 0) {
            return read(text.substring(0, tilde)).withJitter(Double.parseDouble(text.substring(tilde + 1)));
        }
        int colon = text.indexOf(':');
        Duration[] delays = Arrays.stream(text.substring(colon + 1).split(","))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                .toArray(Duration[]::new);
        return switch (text.substring(0, colon)) {
            case "fixed" -> Backoff.fixed(delays[0]);
            case "exponential" -> Backoff.exponential(delays[0]);
            case "steps" -> Backoff.steps(delays);
            default -> throw new IllegalArgumentException("not a backoff: " + text);
        };
    }
}
