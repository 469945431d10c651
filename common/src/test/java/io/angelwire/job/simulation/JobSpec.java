package io.angelwire.job.simulation;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A job as its producer describes it.
 *
 * @param lane h, n or l
 * @param key its limit key; null for none
 * @param dedup null for none
 * @param parent null for none
 * @param children {@code <queue>/<id>} of the jobs that it waits for
 */
record JobSpec(
        String id, char lane, long delay, int attempts, String key, Dedup dedup, Parent parent, List<String> children) {

    /** @param ttl ms; 0 for as long as the job has not ended */
    record Dedup(String key, String mode, long ttl) {}

    /** @param onFailure fail, ignore or run */
    record Parent(QueueModel queue, String id, String onFailure) {}

    boolean isLinked() {
        return key != null || dedup != null || parent != null;
    }

    /** What travels with the job behind its three numbers, and must arrive unchanged. */
    String description() {
        String options = switch (lane) {
            case 'h' -> "{\"priority\":\"HIGH\"}";
            case 'l' -> "{\"priority\":\"LOW\"}";
            default -> "";
        };
        return "work " + options + "\n{\"of\":\"" + id + "\"}";
    }

    /** As links.lua reads it; empty for none. */
    String links() {
        StringBuilder json = new StringBuilder();
        if (key != null) {
            json.append(",\"key\":\"").append(key).append('"');
        }
        if (dedup != null) {
            json.append(",\"dedup\":\"")
                    .append(dedup.key)
                    .append("\",\"mode\":\"")
                    .append(dedup.mode)
                    .append('"');
            if (dedup.ttl > 0) {
                // So long that Redis, whose clock is a real one, never comes to it: World expires the key.
                json.append(",\"ttl\":").append(dedup.ttl * 1_000);
            }
        }
        if (parent != null) {
            json.append(",\"parent\":[\"")
                    .append(parent.queue.name)
                    .append("\",\"")
                    .append(parent.id);
            json.append("\"],\"onFailure\":\"").append(parent.onFailure).append('"');
        }
        if (!children.isEmpty()) {
            json.append(",\"children\":[");
            json.append(children.stream().map(child -> '"' + child + '"').collect(Collectors.joining(",")));
            json.append(']');
        }
        return json.length() == 0 ? "" : "{" + json.substring(1) + "}";
    }
}
