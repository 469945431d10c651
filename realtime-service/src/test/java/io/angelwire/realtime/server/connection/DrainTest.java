package io.angelwire.realtime.server.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrainTest {

    private final List<Integer> left = new ArrayList<>();
    private final List<Integer> leftBeforePause = new ArrayList<>();
    private final Drain drain =
            new Drain(Duration.ofSeconds(3), pause -> leftBeforePause.add(left.size()), new Random(1));

    @Test
    void manyAreSpreadEvenly() {
        List<Integer> all = IntStream.range(0, 5_000).boxed().toList();
        drain.run(all, left::add);
        assertThat(left).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all);
        assertThat(leftBeforePause).hasSize(29);
        assertThat(leftBeforePause.get(0)).isEqualTo(167);
    }

    @Test
    void fewGoAtOnce() {
        drain.run(List.of(1, 2, 3), left::add);
        assertThat(left).hasSize(3);
        assertThat(leftBeforePause).isEmpty();
    }
}
