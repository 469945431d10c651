package io.angelwire.job.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** When a schedule ticks. The same moments on every node: they follow from the definition alone. */
public sealed interface Timing {

    /** @return the first tick later than the moment; empty if there is none */
    Optional<Instant> next(Instant after);

    /**
     * By the clock and calendar of a time zone. A time that the clock skips in spring ticks by as much later; one
     * of a single hour that it repeats in autumn ticks once.
     *
     * @param expression five fields (minute, hour, day of month, month, day of week), or six with seconds first
     */
    record Cron(String expression, ZoneId zone) implements Timing {

        private static final CronParser MINUTES =
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        private static final CronParser SECONDS =
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.SPRING53));

        /** @throws IllegalArgumentException saying what is wrong with the expression */
        public Cron {
            execution(expression);
        }

        @Override
        public Optional<Instant> next(Instant after) {
            ExecutionTime execution = execution(expression);
            Optional<Instant> regular =
                    execution.nextExecution(after.atZone(zone)).map(ZonedDateTime::toInstant);
            // The library passes over times that the clock skips.
            Optional<Instant> skipped = execution
                    .nextExecution(after.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC))
                    .map(ZonedDateTime::toLocalDateTime)
                    .filter(time -> zone.getRules().getValidOffsets(time).isEmpty())
                    .map(time -> time.atZone(zone).toInstant());
            return Stream.of(regular, skipped).flatMap(Optional::stream).min(Comparator.naturalOrder());
        }

        private static ExecutionTime execution(String expression) {
            boolean seconds = expression.strip().split("\\s+").length == 6;
            return ExecutionTime.forCron((seconds ? SECONDS : MINUTES).parse(expression.strip()));
        }
    }

    /**
     * At a fixed interval, counted from an origin.
     *
     * @param interval at least 100 ms
     */
    record Every(Duration interval, Instant origin) implements Timing {

        public Every {
            if (interval.toMillis() < 100) {
                throw new IllegalArgumentException("a schedule's interval is at least 100 ms: " + interval);
            }
        }

        @Override
        public Optional<Instant> next(Instant after) {
            long every = interval.toMillis();
            long since = Math.floorDiv(after.toEpochMilli() - origin.toEpochMilli(), every);
            return Optional.of(origin.plusMillis((since + 1) * every));
        }
    }

    /** @throws IllegalArgumentException saying what is wrong with the expression */
    static Timing cron(String expression, ZoneId zone) {
        return new Cron(expression, zone);
    }

    /** Ticks when the time since 1970 is a multiple of the interval. */
    static Timing every(Duration interval) {
        return new Every(interval, Instant.EPOCH);
    }
}
