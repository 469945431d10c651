package io.angelwire.job.redis;

import io.vertx.redis.client.Response;

/** What XREAD and XREADGROUP answer: a map by stream in RESP3, a list of pairs in RESP2. */
public final class StreamReply {

    private StreamReply() {}

    /** @return the stream's entries; null if the reply has none */
    public static Response entriesOf(Response reply, String key) {
        if (reply == null) {
            return null;
        }
        if (reply.isMap()) {
            return reply.get(key);
        }
        for (Response stream : reply) {
            if (stream.get(0).toString().equals(key)) {
                return stream.get(1);
            }
        }
        return null;
    }
}
