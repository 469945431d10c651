package io.angelwire.realtime.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SerialTasksTest {

    private final List<Throwable> failures = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final SerialTasks tasks = new SerialTasks(Runnable::run, 2, failures::add);

    @Test
    void runsOneAfterTheOtherUpToALimit() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        tasks.submit(() -> first);
        assertThat(tasks.submit(() -> done("second"))).isTrue();
        assertThat(tasks.submit(() -> done("third"))).isTrue();
        assertThat(tasks.submit(() -> done("fourth"))).isFalse();
        assertThat(ran).isEmpty();

        first.complete(null);

        assertThat(ran).containsExactly("second", "third");
    }

    @Test
    void goesOnAfterATaskThatThrows() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        IllegalStateException thrown = new IllegalStateException("no stage at all");
        tasks.submit(() -> first);
        tasks.submit(() -> {
            throw thrown;
        });
        tasks.submit(() -> done("third"));

        first.complete(null);

        assertThat(ran).containsExactly("third");
        assertThat(failures).containsExactly(thrown);
    }

    @Test
    void goesOnAfterATaskThatFailsLater() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        IllegalStateException failure = new IllegalStateException("later");
        tasks.submit(() -> first);
        tasks.submit(() -> done("second"));

        first.completeExceptionally(failure);

        assertThat(ran).containsExactly("second");
        assertThat(failures).containsExactly(failure);
    }

    private CompletableFuture<Void> done(String name) {
        ran.add(name);
        return CompletableFuture.completedFuture(null);
    }
}
