package io.angelwire.local.demo;

import io.angelwire.local.client.UnexpectedAnswerException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again and again until the answer is the hoped-for one. */
final class Await {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Await() {}

    static <T> T until(Duration patience, String what, Supplier<T> question, Predicate<T> hope) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            T answer = question.get();
            if (hope.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new UnexpectedAnswerException("Waited %d s in vain for %s; the last answer was %s"
                        .formatted(patience.toSeconds(), what, answer));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
