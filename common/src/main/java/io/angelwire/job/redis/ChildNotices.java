package io.angelwire.job.redis;

import io.angelwire.job.QueueName;
import io.angelwire.redis.Unsent;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notices that a queue's scripts leave when a job ends that a parent waits for; see {@code links.lua}. */
public final class ChildNotices {

    private static final int NOTICES_PER_CALL = 100;

    private final QueueName queue;
    private final Redis redis;
    private final ScriptRunner scripts;

    public ChildNotices(QueueName queue, Redis redis) {
        this.queue = queue;
        this.redis = redis;
        this.scripts = new ScriptRunner(redis);
    }

    /**
     * Delivers the oldest notices to their parents' queues and deletes them.
     *
     * @return how many there were
     */
    public Future<Integer> deliver() {
        return Unsent.send(
                        redis,
                        Request.cmd(Command.XRANGE)
                                .arg(QueueKeys.notices(queue))
                                .arg("-")
                                .arg("+")
                                .arg("COUNT")
                                .arg(NOTICES_PER_CALL))
                .compose(found -> found.size() == 0 ? Future.succeededFuture(0) : deliver(found));
    }

    private Future<Integer> deliver(Response found) {
        Map<QueueName, List<String>> byParent = new LinkedHashMap<>();
        Request delete = Request.cmd(Command.XDEL).arg(QueueKeys.notices(queue));
        for (Response notice : found) {
            delete.arg(notice.get(0).toString());
            Map<String, String> fields = JobHash.fields(notice.get(1));
            List<String> arguments =
                    byParent.computeIfAbsent(new QueueName(fields.get("queue")), any -> new ArrayList<>(List.of("")));
            arguments.add(fields.get("parent"));
            arguments.add(queue + "/" + fields.get("child"));
            arguments.add(fields.get("outcome"));
            arguments.add(fields.get("result"));
            arguments.add(fields.get("policy"));
        }
        List<Future<Response>> told = new ArrayList<>();
        byParent.forEach((parent, arguments) -> told.add(scripts.run(Script.CHILD_ENDED, parent, arguments)));
        return Future.all(told).compose(all -> Unsent.send(redis, delete)).map(found.size());
    }
}
