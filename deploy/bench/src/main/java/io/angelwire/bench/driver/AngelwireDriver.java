package io.angelwire.bench.driver;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.job.Job;
import io.angelwire.job.JobOptions;
import io.angelwire.job.JobProducer;
import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.JobConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Our engine in a process of its own; the counterpart of {@code bullmq/driver.mjs}. */
public final class AngelwireDriver {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private BenchPayload payload;
    private AngelwireEngine engine;
    private JobProducer producer;
    private JobConsumer consumer;
    private HandlerStarts starts;

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        AngelwireDriver driver = new AngelwireDriver();
        DriverLoop.serve(Map.of(
                "hello", driver::hello,
                "enqueue-one-by-one", driver::enqueueOneByOne,
                "enqueue-in-bulk", driver::enqueueInBulk,
                "enqueue-at-rate", driver::enqueueAtRate,
                "enqueue-delayed", driver::enqueueDelayed,
                "process", driver::process,
                "start-worker", driver::startWorker,
                "starts", driver::starts,
                "stop-worker", driver::stopWorker));
    }

    private Map<String, ?> hello(JsonNode request) throws Exception {
        payload = DriverLoop.JSON.readValue(request.get("payload").asText(), BenchPayload.class);
        engine = new AngelwireEngine(request.get("port").asInt());
        producer = engine.producer();
        return Map.of();
    }

    private Map<String, ?> enqueueOneByOne(JsonNode request) throws Exception {
        QueueName queue = queue(request);
        int jobs = request.get("jobs").asInt();
        long began = System.nanoTime();
        CompletableFuture<Void> done = new CompletableFuture<>();
        enqueueNext(producer, queue, jobs, done);
        await(done);
        return Map.of("nanos", System.nanoTime() - began);
    }

    /** Each after the answer to the one before, on the connection's event loop, as a service does it and as Node does. */
    private void enqueueNext(JobProducer producer, QueueName queue, int left, CompletableFuture<Void> done) {
        if (left == 0) {
            done.complete(null);
            return;
        }
        producer.enqueue(queue, Job.of("work", payload)).whenComplete((enqueued, failure) -> {
            if (failure == null) {
                enqueueNext(producer, queue, left - 1, done);
            } else {
                done.completeExceptionally(failure);
            }
        });
    }

    private Map<String, ?> enqueueInBulk(JsonNode request) throws Exception {
        QueueName queue = queue(request);
        int jobs = request.get("jobs").asInt();
        int batch = request.get("batch").asInt();
        long began = System.nanoTime();
        for (int from = 0; from < jobs; from += batch) {
            List<Job> some = new ArrayList<>(batch);
            for (int i = from; i < Math.min(from + batch, jobs); i++) {
                some.add(Job.of("work", payload));
            }
            await(producer.enqueue(queue, some).toCompletableFuture());
        }
        return Map.of("nanos", System.nanoTime() - began);
    }

    private Map<String, ?> enqueueAtRate(JsonNode request) throws Exception {
        QueueName queue = queue(request);
        int jobs = request.get("jobs").asInt();
        double perSecond = request.get("perSecond").asDouble();
        List<CompletableFuture<Object[]>> adding = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < jobs; i++) {
            sleepUntil(began + (long) (i * 1e9 / perSecond));
            Job job = Job.of("work", payload);
            long at = System.nanoTime();
            adding.add(producer.enqueue(queue, job)
                    .thenApply(added -> new Object[] {job.id(), at})
                    .toCompletableFuture());
        }
        List<Object[]> added = new ArrayList<>();
        for (CompletableFuture<Object[]> job : adding) {
            added.add(await(job));
        }
        return Map.of("jobs", added);
    }

    private Map<String, ?> enqueueDelayed(JsonNode request) throws Exception {
        QueueName queue = queue(request);
        List<Object[]> due = new ArrayList<>();
        for (JsonNode delay : request.get("delays")) {
            Job job = Job.of("work", payload)
                    .withOptions(JobOptions.DEFAULT.withDelay(Duration.ofMillis(delay.asLong())));
            long at = System.nanoTime();
            await(producer.enqueue(queue, job).toCompletableFuture());
            due.add(new Object[] {job.id(), at + delay.asLong() * 1_000_000});
        }
        return Map.of("jobs", due);
    }

    private Map<String, ?> process(JsonNode request) throws Exception {
        QueueName queue = queue(request);
        CountDownLatch left = new CountDownLatch(request.get("jobs").asInt());
        BenchHandler handler = new BenchHandler(queue, BenchHandler.Work.noOp(left::countDown));
        JobConsumer processing = engine.consumer(
                handler,
                request.get("concurrency").asInt(),
                0,
                Duration.ofSeconds(1),
                request.get("keepAll").asBoolean());
        long began = System.nanoTime();
        processing.start();
        left.await();
        // Not before Redis knows how the last of them ended.
        while (!engine.isIdle(queue)) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        long nanos = System.nanoTime() - began;
        processing.stop();
        return Map.of("nanos", nanos);
    }

    private Map<String, ?> startWorker(JsonNode request) {
        HandlerStarts fresh = new HandlerStarts();
        BenchHandler.Work work = request.get("handler").asText().equals("hang")
                ? BenchHandler.Work.hang(fresh::record)
                : BenchHandler.Work.record(fresh::record);
        starts = fresh;
        consumer = engine.consumer(
                new BenchHandler(queue(request), work),
                request.get("concurrency").asInt(),
                request.get("limit").asInt(),
                Duration.ofMillis(request.get("windowMillis").asLong()),
                false);
        consumer.start();
        return Map.of();
    }

    private Map<String, ?> starts(JsonNode request) throws InterruptedException {
        return Map.of(
                "jobs",
                starts.await(
                        request.get("atLeast").asInt(),
                        request.get("patienceMillis").asLong()));
    }

    private Map<String, ?> stopWorker(JsonNode request) {
        consumer.stop();
        return Map.of();
    }

    private static QueueName queue(JsonNode request) {
        return new QueueName(request.get("queue").asText());
    }

    private static <T> T await(CompletableFuture<T> answer) throws Exception {
        return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void sleepUntil(long nanoTime) {
        long left;
        while ((left = nanoTime - System.nanoTime()) > 0) {
            LockSupport.parkNanos(left);
        }
    }
}
