package io.angelwire.job.schedule;

import io.angelwire.job.Job;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueName;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.RedisJobProducer;
import io.angelwire.job.redis.RedisJobProducer.PreparedJob;
import io.angelwire.job.redis.Script;
import io.angelwire.job.redis.ScriptRunner;
import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** By script; see {@code put-schedule.lua}, {@code list-schedules.lua}, {@code tick.lua}. */
public final class RedisSchedules implements Schedules {

    private static final int MOST = 1_000;

    private final ScriptRunner scripts;
    private final RedisJobProducer producer;
    private final PayloadCipher cipher;
    private final Partitions partitions;

    /** @param partitions schedules of a split queue, and the jobs that they enqueue, are in its first part */
    public RedisSchedules(
            ScriptRunner scripts, RedisJobProducer producer, PayloadCipher cipher, Partitions partitions) {
        this.scripts = scripts;
        this.producer = producer;
        this.cipher = cipher;
        this.partitions = partitions;
    }

    @Override
    public CompletionStage<Boolean> put(Schedule schedule) {
        // Plain, so that the same schedule is the same text; encrypted job by job.
        PreparedJob job = producer.prepareUnencrypted(
                new Job("schedule", schedule.jobName(), schedule.payload(), schedule.options()));
        ScheduleDefinition definition = ScheduleDefinition.of(schedule, job);
        return scripts.run(Script.LIST_SCHEDULES, partitions.first(schedule.queue()), List.of("", "0", "0"))
                .compose(found -> {
                    Instant now = Instant.ofEpochMilli(found.get(0).toLong());
                    return definition
                            .next(now)
                            .map(first -> put(schedule, definition, first))
                            .orElse(Future.succeededFuture(false));
                })
                .toCompletionStage();
    }

    private Future<Boolean> put(Schedule schedule, ScheduleDefinition definition, Instant first) {
        return scripts.run(
                        Script.PUT_SCHEDULE,
                        partitions.first(schedule.queue()),
                        List.of("", schedule.id(), definition.write(), Long.toString(first.toEpochMilli())))
                .map(set -> set.toInteger() == 1);
    }

    @Override
    public CompletionStage<Boolean> remove(QueueName queue, String id) {
        return scripts.run(Script.REMOVE_SCHEDULE, partitions.first(queue), List.of("", id))
                .map(removed -> removed.toInteger() == 1)
                .toCompletionStage();
    }

    @Override
    public CompletionStage<List<Next>> list(QueueName queue) {
        return scripts.run(Script.LIST_SCHEDULES, partitions.first(queue), List.of("", "+inf", Integer.toString(MOST)))
                .map(found -> {
                    List<Next> schedules = new ArrayList<>();
                    for (int i = 2; i < found.size(); i++) {
                        Response schedule = found.get(i);
                        schedules.add(new Next(
                                schedule.get(0).toString(),
                                ScheduleDefinition.read(schedule.get(2).toString())
                                        .name(),
                                Instant.ofEpochMilli(schedule.get(1).toLong())));
                    }
                    return schedules;
                })
                .toCompletionStage();
    }

    /**
     * @param nextMillis until the next tick after those that were served; -1 if there is none
     * @param added jobs
     */
    record Served(long nextMillis, int added) {}

    /** Serves every tick that is due. Any number of nodes may do so at once. */
    Future<Served> serveDue(QueueName queue) {
        return scripts.run(Script.LIST_SCHEDULES, partitions.first(queue), List.of("", "now", Integer.toString(MOST)))
                .compose(found -> {
                    Instant now = Instant.ofEpochMilli(found.get(0).toLong());
                    List<Future<Integer>> ticks = new ArrayList<>();
                    for (int i = 2; i < found.size(); i++) {
                        ticks.add(serve(queue, found.get(i), now));
                    }
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

    private Future<Integer> serve(QueueName queue, Response schedule, Instant now) {
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
        for (Instant due : definition.due(tick, now, ScheduleTicker.MOST_TICKS)) {
            String jobId = "schedule:" + id + ":" + due.toEpochMilli();
            arguments.add(jobId);
            arguments.add(definition.lane());
            arguments.add(RedisJobProducer.content(
                    definition.name(), definition.options(), cipher.encrypt(queue, jobId, definition.payload())));
            arguments.add(definition.links());
        }
        return scripts.run(Script.TICK, partitions.first(queue), arguments).map(Response::toInteger);
    }
}
