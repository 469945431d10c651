package io.angelwire.job.redis;

import io.angelwire.job.JobDetails;
import io.angelwire.job.JobFilter;
import io.angelwire.job.JobState;
import io.angelwire.job.QueueControl;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverrides;
import io.angelwire.job.consumer.CompletionHook;
import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;

/** By script, at most {@value #JOBS_PER_CALL} jobs a call. */
public final class RedisQueueControl implements QueueControl {

    private static final int JOBS_PER_CALL = 100;

    private final Redis redis;
    private final ScriptRunner scripts;
    private final QueueInspector inspector;
    private final CompletionHook hook;
    private final ToIntFunction<QueueName> keepCompleted;

    /** @param keepCompleted how many finished jobs a queue remembers */
    public RedisQueueControl(
            Redis redis,
            ScriptRunner scripts,
            QueueInspector inspector,
            CompletionHook hook,
            ToIntFunction<QueueName> keepCompleted) {
        this.redis = redis;
        this.scripts = scripts;
        this.inspector = inspector;
        this.hook = hook;
        this.keepCompleted = keepCompleted;
    }

    @Override
    public CompletionStage<Void> pause(QueueName queue) {
        return configure(queue, List.of("paused", "1"));
    }

    @Override
    public CompletionStage<Void> resume(QueueName queue) {
        return configure(queue, List.of("paused", ""));
    }

    @Override
    public CompletionStage<Void> configure(QueueName queue, QueueOverrides overrides) {
        return Overrides.read(redis, queue)
                .compose(before -> scripts.run(Script.CONFIGURE, queue, arguments(Overrides.arguments(overrides)))
                        .compose(set -> before.hasKeyLimitsOf(overrides)
                                ? Future.<Void>succeededFuture()
                                : reviewKeys(queue, "")))
                .toCompletionStage();
    }

    private CompletionStage<Void> configure(QueueName queue, List<String> settings) {
        return scripts.run(Script.CONFIGURE, queue, arguments(settings))
                .<Void>mapEmpty()
                .toCompletionStage();
    }

    /** Lets keys that the old limits held up have their turn, however many there are, some at a time. */
    private Future<Void> reviewKeys(QueueName queue, String after) {
        return scripts.run(Script.REVIEW_KEYS, queue, List.of("", after))
                .compose(last ->
                        last.toString().isEmpty() ? Future.succeededFuture() : reviewKeys(queue, last.toString()));
    }

    @Override
    public CompletionStage<QueueOverrides> overrides(QueueName queue) {
        return Overrides.read(redis, queue).toCompletionStage();
    }

    @Override
    public CompletionStage<List<Cancellation>> cancel(QueueName queue, List<String> jobIds, String reason) {
        CompletionStage<List<Cancellation>> done = CompletableFuture.completedFuture(new ArrayList<>());
        for (List<String> chunk : chunks(jobIds)) {
            done = done.thenCompose(before -> cancelChunk(queue, chunk, reason).thenApply(now -> {
                before.addAll(now);
                return before;
            }));
        }
        return done;
    }

    /**
     * First the outbox forgets them: a row that outlived its cancelled job would bring it back. If the process dies in
     * between, the jobs run as if nobody had asked.
     */
    private CompletionStage<List<Cancellation>> cancelChunk(QueueName queue, List<String> jobIds, String reason) {
        return forgetRows(queue, jobIds).thenCompose(done -> {
            List<String> arguments = new ArrayList<>(
                    List.of("", Integer.toString(keepCompleted.applyAsInt(queue.whole())), Json.encode(reason)));
            arguments.addAll(jobIds);
            return scripts.run(Script.CANCEL, queue, arguments)
                    .map(answers -> answers.stream()
                            .map(RedisQueueControl::cancellation)
                            .toList())
                    .toCompletionStage();
        });
    }

    private static Cancellation cancellation(Response answer) {
        return switch (answer.toInteger()) {
            case 1 -> Cancellation.CANCELLED;
            case 2 -> Cancellation.ASKED;
            default -> Cancellation.NOT_FOUND;
        };
    }

    private CompletionStage<Void> forgetRows(QueueName queue, List<String> jobIds) {
        // The hook talks to the database.
        return CompletableFuture.runAsync(() -> hook.beforeCompletion(queue.whole(), jobIds));
    }

    /**
     * As with {@link #cancelChunk} the outbox forgets them first, but not one that runs: that is not removed, and its row
     * would be missed if Redis lost it.
     */
    @Override
    public CompletionStage<Integer> remove(QueueName queue, List<String> jobIds) {
        return inChunks(
                jobIds,
                chunk -> removable(queue, chunk)
                        .thenCompose(some -> some.isEmpty()
                                ? CompletableFuture.completedFuture(0)
                                : forgetRows(queue, some)
                                        .thenCompose(done -> count(scripts.run(Script.REMOVE, queue, arguments(some))
                                                .toCompletionStage()))));
    }

    private CompletionStage<List<String>> removable(QueueName queue, List<String> jobIds) {
        return scripts.run(Script.REMOVABLE, queue, arguments(jobIds))
                .map(answers -> {
                    List<String> removable = new ArrayList<>();
                    for (int i = 0; i < jobIds.size(); i++) {
                        if (answers.get(i).toInteger() == 1) {
                            removable.add(jobIds.get(i));
                        }
                    }
                    return removable;
                })
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Integer> retry(QueueName queue, List<String> jobIds) {
        return inChunks(
                jobIds,
                chunk ->
                        count(scripts.run(Script.RETRY, queue, arguments(chunk)).toCompletionStage()));
    }

    @Override
    public CompletionStage<Integer> promote(QueueName queue, List<String> jobIds) {
        return inChunks(
                jobIds,
                chunk -> count(
                        scripts.run(Script.PROMOTE, queue, arguments(chunk)).toCompletionStage()));
    }

    /** A page has no more jobs than may still be done, so that the next step begins behind it. */
    @Override
    public CompletionStage<Step> step(QueueName queue, JobFilter filter, Operation operation, String cursor) {
        return inspector
                .list(queue, filter.state(), cursor, Math.min(JOBS_PER_STEP, filter.most()))
                .thenCompose(page -> {
                    List<String> ids = page.jobs().stream()
                            .filter(filter)
                            .map(JobDetails::id)
                            .toList();
                    return operate(queue, operation, ids)
                            .thenApply(done -> new Step(done, next(filter.state(), page.next(), done)));
                });
    }

    /**
     * Where a cursor counts how many jobs were shown, those that have left the state since are not among them any more.
     */
    private static String next(JobState state, String cursor, int gone) {
        if (cursor.isEmpty()) {
            return "";
        }
        return switch (state) {
            case DELAYED, WAITING_CHILDREN, COMPLETED, CANCELLED ->
                Integer.toString(Math.max(Integer.parseInt(cursor) - gone, 0));
            case WAITING -> {
                if (!cursor.startsWith("q")) {
                    yield cursor;
                }
                int space = cursor.indexOf(' ');
                int shown = Integer.parseInt(cursor.substring(1, space)) - gone;
                yield "q" + Math.max(shown, 0) + cursor.substring(space);
            }
            default -> cursor;
        };
    }

    private CompletionStage<Integer> operate(QueueName queue, Operation operation, List<String> ids) {
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(0);
        }
        return switch (operation) {
            case REMOVE -> remove(queue, ids);
            case RETRY -> retry(queue, ids);
            case PROMOTE -> promote(queue, ids);
            case CANCEL ->
                cancel(queue, ids, "cancelled").thenApply(answers -> (int) answers.stream()
                        .filter(answer -> answer != Cancellation.NOT_FOUND)
                        .count());
        };
    }

    @Override
    public CompletionStage<Integer> drain(QueueName queue, boolean delayedToo) {
        CompletionStage<Integer> waiting = forEach(queue, JobFilter.in(JobState.WAITING), Operation.REMOVE);
        if (!delayedToo) {
            return waiting;
        }
        return waiting.thenCompose(count ->
                forEach(queue, JobFilter.in(JobState.DELAYED), Operation.REMOVE).thenApply(more -> count + more));
    }

    private interface Chunk {
        CompletionStage<Integer> run(List<String> ids);
    }

    private static CompletionStage<Integer> inChunks(List<String> ids, Chunk chunk) {
        CompletionStage<Integer> done = CompletableFuture.completedFuture(0);
        for (List<String> some : chunks(ids)) {
            done = done.thenCompose(before -> chunk.run(some).thenApply(now -> before + now));
        }
        return done;
    }

    private static List<List<String>> chunks(List<String> ids) {
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += JOBS_PER_CALL) {
            chunks.add(ids.subList(from, Math.min(from + JOBS_PER_CALL, ids.size())));
        }
        return chunks;
    }

    private static CompletionStage<Integer> count(CompletionStage<Response> answers) {
        return answers.thenApply(all ->
                (int) all.stream().filter(answer -> answer.toInteger() == 1).count());
    }

    private static List<String> arguments(List<String> rest) {
        List<String> arguments = new ArrayList<>(rest.size() + 1);
        arguments.add("");
        arguments.addAll(rest);
        return arguments;
    }
}
