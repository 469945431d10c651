package io.angelwire.job.simulation;

import io.angelwire.job.redis.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One call of a script, or the one plain command with which a consumer takes jobs. It can be made again with the same
 * arguments, as a client does that got no answer.
 *
 * @param script null for the command
 * @param arguments those after the clock, or the whole command
 * @param verify moves the model on, as the script must have moved Redis, and holds the answer against it
 */
record Call(QueueModel queue, Script script, List<String> arguments, Consumer<Object> verify) {

    static Call command(QueueModel queue, List<String> command, Consumer<Object> verify) {
        return new Call(queue, null, command, verify);
    }

    String name() {
        return script == null ? arguments.get(0) : script.fileName().replace(".lua", "");
    }

    List<String> command(long now) {
        if (script == null) {
            return arguments;
        }
        List<String> command = new ArrayList<>(arguments.size() + 5);
        command.addAll(List.of("EVALSHA", script.sha1(), "1", queue.prefix, Long.toString(now)));
        // The one script that needs no clock.
        if (script == Script.ENQUEUE_PLAIN) {
            command.remove(4);
        }
        command.addAll(arguments);
        return command;
    }
}
