package io.angelwire.job.schedule;

import io.angelwire.job.Deduplication;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueName;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.QueueKeys;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.RedisJobProducer.PreparedJob;
import io.angelwire.job.redis.Script;
import io.angelwire.job.redis.ScriptRunner;
import io.angelwire.redis.Unsent;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * By script; see {@code put-schedule.lua}, {@code pause-schedule.lua}, {@code list-schedules.lua}, {@code tick.lua}. A schedule of a split queue is in
 * the part of its jobs' limit or deduplication key, or else in that of its own id, and so are the jobs that it enqueues:
 * a tick and its jobs are one step, which can't reach further than a part.
 */
public final class RedisSchedules implements Schedules {

    private static final int MOST = 1_000;

    private final Redis redis;
    private final ScriptRunner scripts;
    private final RedisJobProducer producer;
    private final PayloadCipher cipher;
    private final Partitions partitions;

    public RedisSchedules(Redis redis, RedisJobProducer producer, PayloadCipher cipher, Partitions partitions) {
        this.redis = redis;
        this.scripts = new ScriptRunner(redis);
        this.producer = producer;
        this.cipher = cipher;
        this.partitions = partitions;
    }

    @Override
    public CompletionStage<Boolean> put(Schedule schedule) {
        PreparedJob job = producer.prepareUnencrypted(
                new Job("schedule", schedule.jobName(), schedule.payload(), schedule.options()));
        ScheduleDefinition definition = ScheduleDefinition.of(schedule, job);
        QueueName part = part(schedule);
        return removeElsewhere(schedule.queue(), part, schedule.id())
                .compose(elsewhere -> scripts.run(Script.LIST_SCHEDULES, part, List.of("", "0", "0"))
                        .compose(found -> definition
                                .next(now(found))
                                .map(first -> written(schedule.queue(), part, schedule.id(), definition)
                                        .compose(text -> put(part, schedule.id(), text, first, elsewhere.paused())))
                                .orElse(Future.succeededFuture(false))))
                .toCompletionStage();
    }

    /**
     * The definition's text as Redis keeps it: the one that is there if that means the same, since nothing is encrypted
     * twice to the same text.
     */
    private Future<String> written(QueueName queue, QueueName part, String id, ScheduleDefinition definition) {
        ScheduleDefinition sealed =
                definition.withPayload(cipher.encrypt(queue, schedulesJob(id), definition.payload()));
        if (sealed.equals(definition)) {
            return Future.succeededFuture(definition.write());
        }
        return Unsent.send(
                        redis,
                        Request.cmd(Command.HGET).arg(QueueKeys.schedules(part)).arg(id))
                .map(kept -> kept != null && isSealed(queue, id, kept.toString(), definition)
                        ? kept.toString()
                        : sealed.write());
    }

    private boolean isSealed(QueueName queue, String id, String kept, ScheduleDefinition definition) {
        ScheduleDefinition sealed = ScheduleDefinition.read(kept);
        try {
            String payload = cipher.decrypt(queue, schedulesJob(id), sealed.payload());
            return !payload.equals(sealed.payload())
                    && sealed.withPayload(payload).equals(definition);
        } catch (IllegalArgumentException e) {
            // Its key is gone: then so is the schedule that was encrypted with it.
            return false;
        }
    }

    /** Whose payload a schedule's is to the cipher; no job has that id. */
    private static String schedulesJob(String id) {
        return "schedule:" + id;
    }

    private QueueName part(Schedule schedule) {
        JobOptions options = schedule.options();
        Deduplication deduplication = options.deduplication();
        return partitions.of(
                schedule.queue(),
                schedule.id(),
                options.limitKey(),
                deduplication == null ? null : deduplication.key());
    }

    /** Its key may have been another one; two of the same would tick twice. */
    private Future<Removed> removeElsewhere(QueueName queue, QueueName part, String id) {
        return removeFrom(
                partitions.of(queue).stream()
                        .filter(other -> !other.equals(part))
                        .toList(),
                id);
    }

    private Future<Boolean> put(QueueName part, String id, String definition, Instant first, boolean paused) {
        return scripts.run(
                        Script.PUT_SCHEDULE,
                        part,
                        List.of("", id, definition, Long.toString(first.toEpochMilli()), paused ? "1" : ""))
                .map(set -> set.toInteger() == 1);
    }

    @Override
    public CompletionStage<Boolean> remove(QueueName queue, String id) {
        return removeFrom(partitions.of(queue), id).map(Removed::any).toCompletionStage();
    }

    /**
     * @param any whether a part had it
     * @param paused and whether it was paused there
     */
    private record Removed(boolean any, boolean paused) {}

    private Future<Removed> removeFrom(List<QueueName> parts, String id) {
        return each(parts, part -> scripts.run(Script.REMOVE_SCHEDULE, part, List.of("", id)))
                .map(answers -> new Removed(
                        answers.stream().anyMatch(answer -> answer.toInteger() > 0),
                        answers.stream().anyMatch(answer -> answer.toInteger() > 1)));
    }

    @Override
    public CompletionStage<Boolean> pause(QueueName queue, String id) {
        return each(partitions.of(queue), part -> scripts.run(Script.PAUSE_SCHEDULE, part, List.of("", id)))
                .map(RedisSchedules::anyHasIt)
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Boolean> resume(QueueName queue, String id) {
        return each(
                        partitions.of(queue),
                        part -> letPass(queue, part, id)
                                .compose(passed -> scripts.run(Script.RESUME_SCHEDULE, part, List.of("", id))))
                .map(RedisSchedules::anyHasIt)
                .toCompletionStage();
    }

    /** Ticks that were due while it was paused, and that no node was there to serve, must not be made up for later. */
    private Future<Void> letPass(QueueName queue, QueueName part, String id) {
        return due(part)
                .compose(found -> Future.all(found.stream()
                        .skip(2)
                        .filter(schedule -> schedule.get(0).toString().equals(id))
                        .map(schedule -> serve(queue, part, schedule, now(found)))
                        .toList()))
                .mapEmpty();
    }

    private static boolean anyHasIt(List<Response> answers) {
        return answers.stream().anyMatch(answer -> answer.toInteger() == 1);
    }

    @Override
    public CompletionStage<List<Next>> list(QueueName queue) {
        return each(
                        partitions.of(queue),
                        part -> scripts.run(Script.LIST_SCHEDULES, part, List.of("", "+inf", Integer.toString(MOST))))
                .map(lists -> lists.stream()
                        .flatMap(list -> list.stream().skip(2))
                        .map(RedisSchedules::next)
                        .sorted(Comparator.comparing(Next::at).thenComparing(Next::id))
                        .limit(MOST)
                        .toList())
                .toCompletionStage();
    }

    private static Next next(Response schedule) {
        return new Next(
                schedule.get(0).toString(),
                ScheduleDefinition.read(schedule.get(2).toString()).name(),
                Instant.ofEpochMilli(schedule.get(1).toLong()),
                schedule.get(3).toInteger() == 1);
    }

    /** Asks all parts at once; the answers in the parts' order. */
    private static <T> Future<List<T>> each(List<QueueName> parts, Function<QueueName, Future<T>> ask) {
        List<Future<T>> answers = parts.stream().map(ask).toList();
        return Future.all(answers)
                .map(done -> answers.stream().map(Future::result).toList());
    }

    /**
     * @param nextMillis until the next tick after those that were served; -1 if there is none
     * @param added jobs
     */
    record Served(long nextMillis, int added) {}

    /** Serves every tick that is due. Any number of nodes may do so at once. */
    Future<Served> serveDue(QueueName queue) {
        return each(partitions.of(queue), part -> serveDue(queue, part))
                .map(all -> new Served(
                        all.stream()
                                .mapToLong(Served::nextMillis)
                                .filter(next -> next >= 0)
                                .min()
                                .orElse(-1),
                        all.stream().mapToInt(Served::added).sum()));
    }

    private Future<Served> serveDue(QueueName queue, QueueName part) {
        return due(part).compose(found -> {
            List<Future<Integer>> ticks = found.stream()
                    .skip(2)
                    .map(schedule -> serve(queue, part, schedule, now(found)))
                    .toList();
            if (ticks.isEmpty()) {
                return Future.succeededFuture(new Served(found.get(1).toLong(), 0));
            }
            return Future.all(ticks)
                    .map(all -> new Served(
                            0,
                            ticks.stream()
                                    .mapToInt(added -> Math.max(added.result(), 0))
                                    .sum()));
        });
    }

    private Future<Response> due(QueueName part) {
        return scripts.run(Script.LIST_SCHEDULES, part, List.of("", "now", Integer.toString(MOST)));
    }

    private static Instant now(Response found) {
        return Instant.ofEpochMilli(found.get(0).toLong());
    }

    private Future<Integer> serve(QueueName queue, QueueName part, Response schedule, Instant now) {
        String id = schedule.get(0).toString();
        Instant tick = Instant.ofEpochMilli(schedule.get(1).toLong());
        ScheduleDefinition definition = ScheduleDefinition.read(schedule.get(2).toString());
        List<String> arguments = new ArrayList<>(List.of(
                "",
                id,
                schedule.get(2).toString(),
                schedule.get(1).toString(),
                definition
                        .next(now)
                        .map(next -> Long.toString(next.toEpochMilli()))
                        .orElse("")));
        String payload = cipher.decrypt(queue, schedulesJob(id), definition.payload());
        for (Instant due : definition.due(tick, now, ScheduleTicker.MOST_TICKS)) {
            String jobId = "schedule:" + id + ":" + due.toEpochMilli();
            arguments.add(jobId);
            arguments.add(definition.lane());
            arguments.add(RedisJobProducer.content(
                    definition.name(), definition.options(), cipher.encrypt(queue, jobId, payload)));
            arguments.add(definition.links());
        }
        return scripts.run(Script.TICK, part, arguments).map(Response::toInteger);
    }
}
