package io.angelwire.job.simulation;

import io.angelwire.job.redis.Script;
import java.util.List;
import java.util.function.Consumer;

/**
 * One call of a script. It can be made again with the same arguments, as a client does that got no answer.
 *
 * @param arguments those after the clock
 * @param verify moves the model on, as the script must have moved Redis, and holds the answer against it
 */
record Call(QueueModel queue, Script script, List<String> arguments, Consumer<Object> verify) {}
