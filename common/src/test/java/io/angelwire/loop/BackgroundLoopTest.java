package io.angelwire.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundLoopTest {

    private static final long FOR_EVER = 3_600_000;

    private final AtomicInteger steps = new AtomicInteger();
    private BackgroundLoop loop;

    @AfterEach
    void stop() {
        loop.stop(Duration.ofSeconds(5));
    }

    @Test
    void takesStepsUntilItIsStopped() {
        start(() -> {
            steps.incrementAndGet();
            return 1;
        });
        await().until(() -> steps.get() > 3);

        loop.stop(Duration.ofSeconds(5));

        int last = steps.get();
        loop.wake();
        assertThat(steps).hasValue(last);
        assertThat(loop.isStopping()).isTrue();
    }

    @Test
    void aStepThatFailsIsNotItsEnd() {
        start(() -> {
            if (steps.incrementAndGet() == 1) {
                throw new IllegalStateException("the first step always fails");
            }
            return FOR_EVER;
        });
        await().until(() -> steps.get() == 1);

        loop.wake();

        await().until(() -> steps.get() == 2);
    }

    /** Whatever it was woken for came after it had looked. */
    @Test
    void wokenDuringAStepItTakesAnother() throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        start(() -> {
            steps.incrementAndGet();
            woken.await();
            return FOR_EVER;
        });
        await().until(() -> steps.get() == 1);

        loop.wake();
        woken.countDown();

        await().until(() -> steps.get() == 2);
    }

    private void start(BackgroundLoop.Step step) {
        loop = new BackgroundLoop("test-loop", step);
        loop.start();
    }
}
