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

    /** The letter of the lane that has it. */
    public String lane() {
        return place.substring(0, 1);
    }

    /** When it was put into its lane, in ms since 1970, by Redis's clock. */
    public long readyMillis() {
        return Long.parseLong(place, 1, place.indexOf('-'), 10);
    }

    String entry() {
        return place.substring(1);
    }

    /** @param entries as XRANGE and XREADGROUP answer; an entry that was deleted meanwhile is passed over */
    static List<LeasedJob> read(String lane, Response entries) {
        List<LeasedJob> jobs = new ArrayList<>(entries.size());
        for (Response entry : entries) {
            Response fields = entry.get(1);
            if (fields != null && fields.size() > 0) {
                jobs.add(read(lane, entry.get(0).toString(), fields));
            }
        }
        return jobs;
    }

    private static LeasedJob read(String lane, String entry, Response fields) {
        if (fields.size() == 2) {
            JobContent content = JobContent.parse(fields.get(1).toString());
            if (content.isReadable()) {
                return new LeasedJob(lane + entry, fields.get(0).toString(), content);
            }
        }
        // As lanes.lua names it.
        return new LeasedJob(lane + entry, "entry-" + entry, JobContent.parse(""));
    }
}
