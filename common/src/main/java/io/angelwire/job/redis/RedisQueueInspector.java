package io.angelwire.job.redis;

import io.angelwire.job.QueueCounts;
import io.angelwire.job.QueueInspector;
import io.angelwire.job.QueueName;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Counts by script, in constant time however long the queue is. */
public final class RedisQueueInspector implements QueueInspector {

    private final ScriptRunner scripts;

    public RedisQueueInspector(ScriptRunner scripts) {
        this.scripts = scripts;
    }

    @Override
    public CompletionStage<QueueCounts> count(QueueName queue) {
        return scripts.run(Script.COUNT, queue, List.of())
                .map(answer -> new QueueCounts(
                        answer.get(0).toLong(),
                        answer.get(1).toLong(),
                        answer.get(2).toLong(),
                        answer.get(3).toLong(),
                        answer.get(4).toLong(),
                        answer.get(5).toInteger() == 1))
                .toCompletionStage();
    }
}
