package io.angelwire.job.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.PayloadCipher;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import io.angelwire.job.redis.JobContent;
import io.angelwire.job.redis.LeasedJob;
import jakarta.validation.Validation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The test runs what the pool gives to its threads. */
class HandlerPoolTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final QueueName QUEUE = new QueueName("any");

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private Runnable beforeTheHandler = () -> {};
    private int added;

    private final HandlerPool pool = new HandlerPool(
            () -> QueueSettings.of(QUEUE),
            new HandlerInvoker<>(
                    new Handler(), JSON, Validation.buildDefaultValidatorFactory(), new Moment(), outage -> false),
            tasks::add,
            () -> {},
            ended -> ran.add(ended.job().id()),
            JobObserver.NONE,
            System::currentTimeMillis);

    /** The last thing that happens before the handler is called. */
    private final class Moment implements PayloadCipher {
        @Override
        public String encrypt(QueueName queue, String jobId, String json) {
            return json;
        }

        @Override
        public String decrypt(QueueName queue, String jobId, String stored) {
            beforeTheHandler.run();
            return stored;
        }
    }

    private final class Handler implements JobHandler<JsonNode> {
        @Override
        public QueueName queue() {
            return QUEUE;
        }

        @Override
        public Class<JsonNode> payloadType() {
            return JsonNode.class;
        }

        @Override
        public JobOutcome handle(RunningJob<JsonNode> job) {
            return JobOutcome.completed(null);
        }
    }

    private void add(String id) {
        LeasedJob job = new LeasedJob("n1-" + added++, id, JobContent.parse("0 0 0 work \n{}"));
        pool.add(new Execution(new Lease("somebody"), job, null, JSON, PayloadCipher.NONE));
    }

    @Test
    void aJobThatAWorkerHasGotRunsThoughThePoolIsStoppedBeforeItsHandlerStarts() {
        add("first");
        add("second");
        List<Integer> withdrawn = new ArrayList<>();
        beforeTheHandler = () -> {
            pool.stop();
            withdrawn.add(pool.withdraw().size());
        };

        tasks.remove().run();

        assertThat(ran).containsExactly("first");
        assertThat(withdrawn).as("only the second will never run").containsExactly(1);
    }

    @Test
    void aJobThatWasWithdrawnNeverRuns() {
        add("first");
        pool.stop();
        assertThat(pool.withdraw()).hasSize(1);

        tasks.remove().run();

        assertThat(ran).isEmpty();
        assertThat(pool.withdraw()).isEmpty();
    }
}
