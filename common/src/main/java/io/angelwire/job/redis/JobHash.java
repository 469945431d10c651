package io.angelwire.job.redis;

import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** A job's hash as Redis answers it: a map in RESP3, names and values in turn in RESP2 and from scripts. */
final class JobHash {

    private JobHash() {}

    static Map<String, String> fields(Response hash) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (hash.isMap()) {
            hash.getKeys().forEach(name -> fields.put(name, hash.get(name).toString()));
        } else {
            for (int i = 0; i < hash.size(); i += 2) {
                fields.put(hash.get(i).toString(), hash.get(i + 1).toString());
            }
        }
        return fields;
    }
}
