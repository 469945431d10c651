package io.angelwire.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final long MILLI = 1_000_000;

    @Test
    void tellsPercentilesByNearestRank() {
        Answers answers = new Answers();
        for (int millis = 200; millis >= 1; millis--) {
            answers.add(millis * MILLI);
        }
        answers.finish(2_000 * MILLI);

        assertThat(answers.percentileMillis(50)).isEqualTo(100);
        assertThat(answers.percentileMillis(99)).isEqualTo(198);
        assertThat(answers.percentileMillis(100)).isEqualTo(200);
        assertThat(answers.perSecond()).isEqualTo(100);
    }

    @Test
    void growsWithWhatItIsGiven() {
        Answers answers = new Answers();
        for (int i = 1; i <= 200_000; i++) {
            answers.add(i * MILLI);
        }
        answers.finish(MILLI);

        assertThat(answers.count()).isEqualTo(200_000);
        assertThat(answers.percentileMillis(100)).isEqualTo(200_000);
    }

    @Test
    void knowsNoPercentileOfNothing() {
        Answers answers = new Answers();
        answers.finish(MILLI);

        assertThat(answers.percentileMillis(99)).isNaN();
    }
}
