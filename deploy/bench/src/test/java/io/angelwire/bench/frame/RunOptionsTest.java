package io.angelwire.bench.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.report.Figure;
import io.angelwire.bench.report.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunOptionsTest {

    private static final Path JSON = Path.of("usual.json");
    private static final List<Named> ALL = List.of(new Named("bulk"), new Named("delay"), new Named("limit"));

    @Test
    void measuresAllInTheUsualRoundsUnlessToldOtherwise() {
        RunOptions options = options();

        assertThat(options).isEqualTo(new RunOptions(5, List.of(), false, null, JSON));
        assertThat(options.chosen(ALL)).isEqualTo(ALL);
    }

    @Test
    void isQuickInOneRound() {
        assertThat(options("--quick").rounds()).isEqualTo(1);
        assertThat(options("--quick", "--rounds", "2").rounds()).isEqualTo(2);
    }

    @Test
    void choosesMeasuresInTheirOwnOrder() {
        assertThat(options("--only", "limit,bulk").chosen(ALL))
                .extracting(Named::name)
                .containsExactly("bulk", "limit");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(() -> options("--only", "bulk,speed").chosen(ALL))
                .isInstanceOf(BenchException.class)
                .hasMessage("--only knows no speed, only bulk, delay, limit");
        assertThatThrownBy(() -> options("--fast")).hasMessage("Unknown option --fast");
        assertThatThrownBy(() -> options("--rounds")).hasMessage("The option --rounds needs a value");
        assertThatThrownBy(() -> options("--rounds", "0")).hasMessage("--rounds needs a number, at least 1, not \"0\"");
    }

    @Test
    void takesOptionsOfACommandsOwn() {
        Arguments arguments = Arguments.parse(
                List.of("--folder", "recordings", "--brief"), Set.of("--folder", "--jobs"), Set.of("--brief"));

        assertThat(arguments.value("--folder")).isEqualTo("recordings");
        assertThat(arguments.has("--brief")).isTrue();
        assertThat(arguments.number("--jobs", 1, 20)).isEqualTo(20);
    }

    private static RunOptions options(String... arguments) {
        return RunOptions.of(Arguments.parse(List.of(arguments), Set.of(), Set.of()), 5, JSON);
    }

    private record Named(String name) implements Subject {
        @Override
        public String title() {
            return name;
        }

        @Override
        public List<Figure> figures() {
            return List.of();
        }
    }
}
