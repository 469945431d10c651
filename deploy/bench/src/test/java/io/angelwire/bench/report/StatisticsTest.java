package io.angelwire.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3.0);
    }

    @Test
    void nothingMeasuredHasNoMedian() {
        assertThat(Statistics.median(List.of())).isNaN();
        assertThat(Statistics.percentile(List.of(), 50)).isNaN();
    }

    @Test
    void aPercentileIsAValueThatWasMeasured() {
        List<Double> hundred =
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();
        assertThat(Statistics.percentile(hundred, 50)).isEqualTo(50.0);
        assertThat(Statistics.percentile(hundred, 99)).isEqualTo(99.0);
        assertThat(Statistics.percentile(hundred, 100)).isEqualTo(100.0);
        assertThat(Statistics.percentile(List.of(7.0), 1)).isEqualTo(7.0);
    }

    @Test
    void refusesWhatIsNoPercentile() {
        assertThatThrownBy(() -> Statistics.percentile(List.of(1.0), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theWorstWindowSlides() {
        // Fixed windows of 10 would see at most 3: the four in 8..14 lie on both sides of 10.
        assertThat(Statistics.mostInWindow(List.of(14L, 0L, 8L, 9L, 11L, 25L), 10))
                .isEqualTo(4);
    }

    @Test
    void eventsOneWindowApartAreNotInOneWindow() {
        assertThat(Statistics.mostInWindow(List.of(0L, 10L, 20L), 10)).isEqualTo(1);
        assertThat(Statistics.mostInWindow(List.of(0L, 9L, 18L), 10)).isEqualTo(2);
        assertThat(Statistics.mostInWindow(List.of(), 10)).isZero();
    }
}
