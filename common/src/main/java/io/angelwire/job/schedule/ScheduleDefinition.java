package io.angelwire.job.schedule;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.redis.RedisJobProducer.PreparedJob;
import io.angelwire.job.schedule.Schedule.Missed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A schedule as Redis keeps it: JSON that is the same text for the same schedule. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScheduleDefinition(
        @JsonProperty("cron") String cron,
        @JsonProperty("zone") String zone,
        @JsonProperty("every") Long everyMillis,
        @JsonProperty("origin") Long originMillis,
        @JsonProperty("start") Long startMillis,
        @JsonProperty("end") Long endMillis,
        @JsonProperty("missed") Missed missed,
        @JsonProperty("name") String name,
        @JsonProperty("payload") String payload,
        @JsonProperty("options") String options,
        @JsonProperty("lane") String lane,
        @JsonProperty("links") String links) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LATE = Duration.ofMinutes(1);

    /** @param job a job of the schedule, written */
    static ScheduleDefinition of(Schedule schedule, PreparedJob job) {
        Timing.Cron cron = schedule.timing() instanceof Timing.Cron c ? c : null;
        Timing.Every every = schedule.timing() instanceof Timing.Every e ? e : null;
        return new ScheduleDefinition(
                cron == null ? null : cron.expression(),
                cron == null ? null : cron.zone().getId(),
                every == null ? null : every.interval().toMillis(),
                every == null ? null : every.origin().toEpochMilli(),
                millis(schedule.start()),
                millis(schedule.end()),
                schedule.missed(),
                schedule.jobName(),
                job.payload(),
                job.options(),
                job.lane(),
                job.links());
    }

    static ScheduleDefinition read(String text) {
        try {
            return JSON.readValue(text, ScheduleDefinition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a schedule's definition", e);
        }
    }

    String write() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first tick later than the moment, within start and end. */
    Optional<Instant> next(Instant after) {
        Instant from = startMillis == null || after.toEpochMilli() >= startMillis
                ? after
                : Instant.ofEpochMilli(startMillis - 1);
        return timing().next(from).filter(tick -> endMillis == null || tick.toEpochMilli() < endMillis);
    }

    /**
     * Which ticks are to be served now, oldest first, if this one is the first that was not.
     *
     * @param most how many at most, the newest
     */
    List<Instant> due(Instant first, Instant now, int most) {
        List<Instant> ticks = new ArrayList<>();
        for (Optional<Instant> tick = Optional.of(first);
                tick.isPresent() && !tick.get().isAfter(now);
                tick = next(tick.get())) {
            ticks.add(tick.get());
            if (ticks.size() > most) {
                ticks.remove(0);
            }
        }
        if (ticks.isEmpty() || missed == Missed.RUN_ALL) {
            return ticks;
        }
        Instant latest = ticks.get(ticks.size() - 1);
        boolean late = latest.isBefore(now.minus(LATE));
        return missed == Missed.SKIP && late ? List.of() : List.of(latest);
    }

    private Timing timing() {
        return cron != null
                ? Timing.cron(cron, ZoneId.of(zone))
                : new Timing.Every(Duration.ofMillis(everyMillis), Instant.ofEpochMilli(originMillis));
    }

    private static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }
}
