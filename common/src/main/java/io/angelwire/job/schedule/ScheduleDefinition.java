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
import java.util.ArrayDeque;
import java.util.Deque;
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

    /** The same with another text of its jobs' payload. */
    ScheduleDefinition withPayload(String text) {
        return new ScheduleDefinition(
                cron,
                zone,
                everyMillis,
                originMillis,
                startMillis,
                endMillis,
                missed,
                name,
                text,
                options,
                lane,
                links);
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
        List<Instant> ticks = latest(first, now, missed == Missed.RUN_ALL ? most : 1);
        if (missed == Missed.SKIP && !ticks.isEmpty() && ticks.get(0).isBefore(now.minus(LATE))) {
            return List.of();
        }
        return ticks;
    }

    /**
     * The last ticks from the first one until now. They are looked for in a short time before now, and in a longer one
     * while there are too few: after a year without anybody to serve them there may be millions since the first.
     */
    private List<Instant> latest(Instant first, Instant now, int most) {
        for (Duration before = LATE; ; before = before.multipliedBy(4)) {
            Instant begin = now.minus(before);
            boolean whole = !begin.isAfter(first);
            Deque<Instant> ticks = new ArrayDeque<>();
            for (Optional<Instant> tick = whole ? Optional.of(first) : next(begin);
                    tick.isPresent() && !tick.get().isAfter(now);
                    tick = next(tick.get())) {
                ticks.add(tick.get());
                if (ticks.size() > most) {
                    ticks.remove();
                }
            }
            if (whole || ticks.size() == most) {
                return List.copyOf(ticks);
            }
        }
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
