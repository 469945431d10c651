package io.angelwire.job.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.database.DatabaseOutage;
import io.angelwire.job.JobHandler;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueName;
import io.angelwire.job.consumer.CompletionHook;
import io.angelwire.job.consumer.HandlerInvoker;
import io.angelwire.job.consumer.JobConsumer;
import io.angelwire.job.consumer.JobObserver;
import io.angelwire.job.consumer.QueueSettings;
import io.angelwire.job.deadletter.DeadLetterConsumer;
import io.angelwire.job.deadletter.DeadLetterHandler;
import io.angelwire.job.partition.Partitions;
import io.angelwire.job.redis.RedisQueueInspector;
import io.angelwire.job.redis.ScriptRunner;
import io.angelwire.job.schedule.RedisSchedules;
import io.angelwire.job.schedule.Schedule;
import io.angelwire.job.schedule.ScheduleTicker;
import io.angelwire.observability.QueueObservers;
import io.quarkus.arc.All;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import jakarta.validation.ValidatorFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/** Consumes the queues that this service has handlers for, from start-up until shutdown. */
@ApplicationScoped
public class JobConsumers {

    private static final Logger LOG = Logger.getLogger(JobConsumers.class);

    private final List<JobHandler<?>> handlers;
    private final QueuesConfig config;
    private final Vertx vertx;
    private final Redis redis;
    private final Redis blocking;
    private final ObjectMapper json;
    private final ValidatorFactory validation;
    private final PayloadCipher cipher;
    private final CompletionHook hook;
    private final DeadLetterHandler deadLetters;
    private final ExecutorService threads;
    private final QueueObservers observers;
    private final List<JobConsumer> consumers = new CopyOnWriteArrayList<>();
    private final List<DeadLetterConsumer> deadLetterConsumers = new ArrayList<>();
    private final List<Schedule> declaredSchedules;
    private final RedisSchedules schedules;
    private final Partitions partitions;
    private final List<ScheduleTicker> tickers = new ArrayList<>();

    JobConsumers(
            @All List<JobHandler<?>> handlers,
            QueuesConfig config,
            Vertx vertx,
            Redis redis,
            @RedisClientName("blocking") Redis blocking,
            ObjectMapper json,
            ValidatorFactory validation,
            PayloadCipher cipher,
            CompletionHook hook,
            DeadLetterHandler deadLetters,
            @All List<Schedule> declaredSchedules,
            RedisSchedules schedules,
            Partitions partitions,
            @VirtualThreads ExecutorService threads,
            QueueObservers observers) {
        this.handlers = handlers;
        this.config = config;
        this.vertx = vertx;
        this.redis = redis;
        this.blocking = blocking;
        this.json = json;
        this.validation = validation;
        this.cipher = cipher;
        this.hook = hook;
        this.deadLetters = deadLetters;
        this.declaredSchedules = declaredSchedules;
        this.schedules = schedules;
        this.partitions = partitions;
        this.threads = threads;
        this.observers = observers;
    }

    void start(@Observes StartupEvent event) {
        for (JobHandler<?> handler : handlers) {
            List<QueueName> parts = partitions.of(handler.queue());
            if (parts.size() > 1) {
                warnOfJobsFromBefore(handler.queue());
            }
            JobObserver observer = observers.of(handler.queue());
            for (QueueSettings settings : config.settings(handler.queue()).split(parts)) {
                consume(settings, handler, observer);
            }
            ScheduleTicker ticker = new ScheduleTicker(
                    handler.queue(),
                    schedules,
                    declaredSchedules.stream()
                            .filter(schedule -> schedule.queue().equals(handler.queue()))
                            .toList());
            tickers.add(ticker);
            ticker.start();
        }
    }

    /** Jobs that were enqueued before the queue was split are in none of its parts: nobody would run them, or miss them. */
    private void warnOfJobsFromBefore(QueueName queue) {
        new RedisQueueInspector(new ScriptRunner(redis)).count(queue).thenAccept(counts -> {
            long left = counts.waiting() + counts.active() + counts.delayed() + counts.waitingForChildren();
            if (left > 0) {
                LOG.errorf(
                        "Queue %s was split while it had jobs: %d of them are not run. Set angelwire.queues.%s.partitions"
                                + " back until they have ended",
                        queue, left, queue);
            }
        });
    }

    private void consume(QueueSettings settings, JobHandler<?> handler, JobObserver observer) {
        JobConsumer consumer = new JobConsumer(
                settings,
                vertx,
                redis,
                blocking,
                new HandlerInvoker<>(handler, json, validation, cipher, DatabaseOutage::isCauseOf),
                hook,
                json,
                cipher,
                threads,
                observer);
        consumers.add(consumer);
        consumer.start();
        DeadLetterConsumer deadLetterConsumer =
                new DeadLetterConsumer(settings.queue(), redis, deadLetters, observer::deadLetterStored);
        deadLetterConsumers.add(deadLetterConsumer);
        deadLetterConsumer.start();
    }

    /** Before anything that handlers use is taken away. */
    void stop(@Observes @jakarta.annotation.Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        tickers.forEach(ScheduleTicker::stop);
        consumers.forEach(JobConsumer::stop);
        deadLetterConsumers.forEach(DeadLetterConsumer::stop);
    }

    List<JobConsumer> consumers() {
        return consumers;
    }
}
