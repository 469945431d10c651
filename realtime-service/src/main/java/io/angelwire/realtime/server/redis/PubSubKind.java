package io.angelwire.realtime.server.redis;

import io.vertx.redis.client.Command;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How one subscribes at a server.
 *
 * @param sharded whether it has sharded channels (since Redis 7.0); scripts that publish decide by the same
 * @param cluster whether it is one of several
 */
record PubSubKind(boolean sharded, boolean cluster) {

    private static final Pattern MAJOR = Pattern.compile("(?m)^redis_version:(\\d+)");
    private static final int FIRST_SHARDED = 7;
    private static final int CHANNELS_PER_COMMAND = 500;

    /** @param info the server's answer to {@code INFO server} */
    static PubSubKind of(String info) {
        Matcher major = MAJOR.matcher(info);
        return new PubSubKind(
                major.find() && Integer.parseInt(major.group(1)) >= FIRST_SHARDED, info.contains("redis_mode:cluster"));
    }

    Command subscribe() {
        return sharded ? Command.SSUBSCRIBE : Command.SUBSCRIBE;
    }

    Command unsubscribe() {
        return sharded ? Command.SUNSUBSCRIBE : Command.UNSUBSCRIBE;
    }

    /** In a cluster a command goes to the one server that has its channels. */
    int channelsPerCommand() {
        return sharded && cluster ? 1 : CHANNELS_PER_COMMAND;
    }
}
