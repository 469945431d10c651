package io.angelwire.realtime.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchedLookupTest {

    private final List<Set<Integer>> queries = new ArrayList<>();
    private final List<CompletableFuture<Map<Integer, String>>> answers = new ArrayList<>();
    private long nanos;
    private final BatchedLookup<Integer, String> lookup =
            new BatchedLookup<>(this::query, Duration.ofSeconds(1), 4, () -> nanos);

    @Test
    void whatIsAskedMeanwhileGoesIntoOneQuery() {
        CompletionStage<String> first = lookup.get(1);
        List<CompletionStage<String>> others =
                IntStream.of(2, 3, 2, 3, 1).mapToObj(lookup::get).toList();
        assertThat(queries).containsExactly(Set.of(1));
        answer();
        assertThat(queries).containsExactly(Set.of(1), Set.of(2, 3));
        answer();
        assertThat(value(first)).isEqualTo("v1");
        assertThat(others.stream().map(BatchedLookupTest::value)).containsExactly("v2", "v3", "v2", "v3", "v1");
    }

    @Test
    void isRememberedBriefly() {
        lookup.get(1);
        answer();
        nanos = Duration.ofSeconds(1).toNanos();
        assertThat(value(lookup.get(1))).isEqualTo("v1");
        assertThat(queries).hasSize(1);
        nanos++;
        lookup.get(1);
        assertThat(queries).hasSize(2);
    }

    @Test
    void aQueryThatOutlastsALifeAnswersAllWhoWait() {
        CompletionStage<String> first = lookup.get(1);
        nanos = Duration.ofSeconds(2).toNanos();
        CompletionStage<String> second = lookup.get(1);
        answer();
        assertThat(value(first)).isEqualTo("v1");
        assertThat(value(second)).isEqualTo("v1");
        assertThat(queries).hasSize(1);
    }

    @Test
    void isForgottenOnDemand() {
        lookup.get(1);
        answer();
        lookup.forget(1);
        lookup.get(1);
        assertThat(queries).hasSize(2);
    }

    @Test
    void aFailureIsNotRemembered() {
        CompletionStage<String> failing = lookup.get(1);
        answers.remove(0).completeExceptionally(new IllegalStateException("away"));
        assertThat(failing.toCompletableFuture()).isCompletedExceptionally();
        CompletionStage<String> again = lookup.get(1);
        answer();
        assertThat(value(again)).isEqualTo("v1");
    }

    @Test
    void queriesAndMemoryAreBounded() {
        List<CompletionStage<String>> all =
                IntStream.range(0, 20).mapToObj(lookup::get).toList();
        while (!answers.isEmpty()) {
            answer();
        }
        assertThat(all.stream().map(BatchedLookupTest::value)).hasSize(20).doesNotContainNull();
        assertThat(queries).allSatisfy(query -> assertThat(query).hasSizeLessThanOrEqualTo(4));
    }

    private CompletionStage<Map<Integer, String>> query(Set<Integer> keys) {
        queries.add(new TreeSet<>(keys));
        CompletableFuture<Map<Integer, String>> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    private void answer() {
        Map<Integer, String> values = new HashMap<>();
        queries.get(queries.size() - 1).forEach(key -> values.put(key, "v" + key));
        answers.remove(0).complete(values);
    }

    private static String value(CompletionStage<String> stage) {
        return stage.toCompletableFuture().getNow("not yet");
    }
}
