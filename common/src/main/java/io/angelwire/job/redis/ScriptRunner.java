package io.angelwire.job.redis;

import io.angelwire.job.QueueName;
import io.angelwire.job.QueueOverloadedException;
import io.angelwire.redis.Unsent;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;

/** Runs {@link Script}s by digest, and by source where Redis does not know them (a new node, SCRIPT FLUSH, restart). */
public final class ScriptRunner {

    private final Redis redis;

    public ScriptRunner(Redis redis) {
        this.redis = redis;
    }

    public Future<Response> run(Script script, QueueName queue, List<String> arguments) {
        return Unsent.send(redis, request(Command.EVALSHA, script.sha1(), queue, arguments))
                .recover(failure -> isUnknownScript(failure)
                        ? redis.send(request(Command.EVAL, script.source(), queue, arguments))
                        : Future.failedFuture(failure))
                .recover(failure -> Future.failedFuture(isOutOfMemory(failure) ? overloaded(failure) : failure));
    }

    private static Request request(Command command, String script, QueueName queue, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(1).arg(QueueKeys.prefix(queue));
        arguments.forEach(request::arg);
        return request;
    }

    private static boolean isOutOfMemory(Throwable failure) {
        return failure instanceof ErrorType error && error.is("OOM");
    }

    private static QueueOverloadedException overloaded(Throwable failure) {
        return new QueueOverloadedException("Redis is at its memory limit and takes no new jobs", failure);
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure instanceof ErrorType error && error.is("NOSCRIPT");
    }
}
