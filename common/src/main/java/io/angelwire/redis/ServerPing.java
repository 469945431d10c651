package io.angelwire.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.RedisClusterClient;

/**
 * Asks whether the servers behind a connection answer. In a cluster a connection is one to each server, and a command without
 * a key goes to any of them, which says nothing of the others; a PING goes to all masters.
 */
public final class ServerPing {

    static {
        // For all clients of this process. The client's own RedisCluster would ask all masters, too, but refuses
        // connections that are wrapped, as Quarkus wraps each.
        RedisClusterClient.addReducer(Command.PING, answers -> answers.get(0));
    }

    private ServerPing() {}

    /** @return fails when one of the servers is known to be out of reach; one that is silent is waited for */
    public static Future<Response> send(RedisConnection connection) {
        return connection.send(Request.cmd(Command.PING));
    }
}
