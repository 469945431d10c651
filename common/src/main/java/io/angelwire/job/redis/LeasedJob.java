package io.angelwire.job.redis;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of a lane that this process has leased.
 *
 * @param lane the lane's name without the queue's prefix
 * @param entry the entry's id in the lane's stream; with the consumer's name the fencing token of this delivery
 */
public record LeasedJob(String lane, String entry, String id, String name, String payload, EntryMeta meta) {

    /** @param entries as XRANGE and XREADGROUP answer; an entry that was deleted meanwhile is passed over */
    static List<LeasedJob> read(String lane, Response entries) {
        List<LeasedJob> jobs = new ArrayList<>(entries.size());
        for (Response entry : entries) {
            Response fields = entry.get(1);
            if (fields != null && fields.size() == 8) {
                jobs.add(new LeasedJob(
                        lane,
                        entry.get(0).toString(),
                        fields.get(1).toString(),
                        fields.get(3).toString(),
                        fields.get(5).toString(),
                        EntryMeta.parse(fields.get(7).toString())));
            }
        }
        return jobs;
    }
}
