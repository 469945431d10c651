package io.angelwire.job.redis;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * An entry of a lane that this process has leased.
 *
 * @param place the lane's letter and the entry's id in the lane's stream; with the consumer's name the fencing token of
 *     this delivery
 */
public record LeasedJob(String place, String id, JobContent content) {

    /** @param entries as XRANGE and XREADGROUP answer; an entry that was deleted meanwhile is passed over */
    static List<LeasedJob> read(String lane, Response entries) {
        List<LeasedJob> jobs = new ArrayList<>(entries.size());
        for (Response entry : entries) {
            Response fields = entry.get(1);
            if (fields != null && fields.size() == 4) {
                jobs.add(new LeasedJob(
                        lane + entry.get(0),
                        fields.get(1).toString(),
                        JobContent.parse(fields.get(3).toString())));
            }
        }
        return jobs;
    }
}
