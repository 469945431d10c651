package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unless;
import static io.angelwire.job.simulation.Violation.unlessEqual;

import io.angelwire.job.simulation.JobModel.State;
import io.angelwire.job.simulation.Snapshot.Stream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds all keys of a queue against its model: every job is in one place, every counter right, and nothing else there. */
final class Invariants {

    /** Every kind of key that a queue may have; what each must hold is checked by kind. */
    private static final Pattern KINDS = Pattern.compile(
            "stream(:rescued|:suspect|:high|:keyed|:low)?|jobs|dropped|delayed|parents|completed|cancelled"
                    + "|failed|dead|notices|wake|meta|consumers|keys:(lined|ready|resting)"
                    + "|(job|dedup|key|open|cancels):.+|limiter(:key:.+?)?(:log)?");

    static final Map<Character, String> STREAMS = Map.of(
            'r', "stream:rescued",
            's', "stream:suspect",
            'h', "stream:high",
            'k', "stream:keyed",
            'n', "stream",
            'l', "stream:low");

    private final QueueModel queue;
    private final Snapshot redis;
    private final Map<Character, Stream> lanes = new HashMap<>();

    private Invariants(QueueModel queue, Snapshot redis) {
        this.queue = queue;
        this.redis = redis;
        QueueModel.LANES.forEach(lane -> lanes.put(lane, redis.stream(STREAMS.get(lane))));
    }

    static void check(World world, List<Node> nodes) {
        Snapshot.read(world).forEach((queue, redis) -> {
            Invariants invariants = new Invariants(queue, redis);
            invariants.checkJobs();
            invariants.checkLanes();
            invariants.checkHistories();
            invariants.checkCounters();
            invariants.checkConsumers();
            new LimitInvariants(queue, redis).check();
            invariants.checkTheRest();
            for (Node node : nodes) {
                if (node.queue == queue && node.waitsFor() != null) {
                    invariants.checkWoken(node.consumer(), node.waitsFor(), world.now());
                }
            }
        });
    }

    private void checkJobs() {
        Set<String> known = new TreeSet<>(queue.jobs.keySet());
        known.addAll(queue.dropped.keySet());
        Map<String, String> places = redis.pairs("jobs");
        unlessEqual(known, new TreeSet<>(places.keySet()), "jobs that Redis knows");
        Set<String> detailed = new TreeSet<>(redis.keysOf("job:"));
        unless(queue.jobs.keySet().containsAll(detailed), "details of jobs that are gone: %s", detailed);
        queue.dropped.forEach((id, claim) -> unlessEqual("-" + claim.holder(), places.get(id), "dropped job " + id));
        Map<String, String> dropped = new TreeMap<>(redis.pairs("dropped"));
        unlessEqual(texts(queue.dropped, claim -> Long.toString(claim.until())), dropped, "until when it is known");
        for (JobModel job : queue.jobs.values()) {
            checkJob(job, places.get(job.id()), redis.pairs("job:" + job.id()));
        }
    }

    private void checkJob(JobModel job, String known, Map<String, String> hash) {
        String[] parts = known.split(" ", 2);
        String at = parts[0];
        String content = hash.get("job");
        switch (job.state) {
            case DELAYED -> unlessEqual("d", at, job + " is at");
            case LINED -> unlessEqual("q", at, job + " is at");
            case WAITING_FOR_CHILDREN -> unlessEqual("w", at, job + " is at");
            case CANCELLED -> unlessEqual("x", at, job + " is at");
            case FAILED -> {
                unless(at.startsWith("f"), "%s is at %s", job, at);
                content = redis.stream("failed").entries().get(at.substring(1)).get("job");
            }
            case ACTIVE, COMPLETED -> {
                unlessEqual(job.place, at, job + " is at");
                content = inLane(at);
            }
            case WAITING -> {
                unlessEqual(job.lane, at.charAt(0), "the lane of " + job);
                content = inLane(at);
            }
        }
        unless(content != null, "%s has no content", job);
        unless(content.startsWith(job.numbers() + " "), "the content of %s is %s", job, content);
        unless(content.endsWith(" " + job.spec.description()), "the content of %s is %s", job, content);
        boolean waits = job.isUnstarted() && job.state != State.WAITING;
        unlessEqual(
                waits ? Character.toString(job.lane) : null, hash.get("lane"), "the lane to which " + job + " goes");
        unlessEqual(
                job.state == State.COMPLETED || job.state == State.CANCELLED, parts.length == 2, job + " has ended");
        unlessEqual(
                waits || job.state == State.CANCELLED, hash.containsKey("job"), "the hash has the content of " + job);
        unlessEqual(job.cancelRequested, hash.containsKey("cancel"), job + " is to be cancelled");
        if (!job.children.isEmpty()) {
            unlessEqual(
                    Integer.toString(job.pendingChildren), hash.get("pending"), "children that " + job + " waits for");
        }
    }

    private String inLane(String at) {
        Map<String, String> entry = lanes.get(at.charAt(0)).entries().get(at.substring(1));
        return entry == null ? null : entry.values().iterator().next();
    }

    private void checkLanes() {
        for (char lane : QueueModel.LANES) {
            Stream stream = lanes.get(lane);
            Map<String, String> holders = new TreeMap<>();
            int entries = queue.lanes.get(lane).size();
            for (JobModel job : queue.jobs.values()) {
                if ((job.state == State.ACTIVE || job.state == State.COMPLETED) && job.place.charAt(0) == lane) {
                    entries++;
                    if (job.state == State.ACTIVE) {
                        holders.put(job.place.substring(1), job.holder);
                    }
                }
            }
            unlessEqual(holders, new TreeMap<>(stream.holders()), "entries of lane " + lane + " by consumer");
            unlessEqual(entries, stream.entries().size(), "entries of lane " + lane);
            List<String> waiting = stream.entries().entrySet().stream()
                    .filter(entry -> Ids.compare(entry.getKey(), stream.delivered()) > 0)
                    .map(entry -> entry.getValue().keySet().iterator().next())
                    .toList();
            unlessEqual(ids(queue.lanes.get(lane)), waiting, "order in lane " + lane);
            Set<String> consumers = new TreeSet<>(queue.consumers.keySet());
            consumers.addAll(queue.strays);
            unless(
                    consumers.containsAll(stream.consumers()),
                    "lane %s knows consumers that are gone: %s of %s",
                    lane,
                    stream.consumers(),
                    consumers);
        }
    }

    static List<String> ids(Iterable<JobModel> jobs) {
        List<String> ids = new ArrayList<>();
        jobs.forEach(job -> ids.add(job.id()));
        return ids;
    }

    private void checkHistories() {
        List<String> completed =
                queue.completed.stream().map(job -> job.place + " " + job.id()).toList();
        unlessEqual(completed, redis.texts("completed"), "history of completed jobs");
        unlessEqual(ids(queue.cancelled), redis.texts("cancelled"), "history of cancelled jobs");
        unlessEqual(
                ids(queue.failed),
                redis.stream("failed").entries().values().stream()
                        .map(entry -> entry.get("id"))
                        .toList(),
                "history of failed jobs");
        unlessEqual(queue.deadLetters, redis.stream("dead").entries().size(), "dead letters");
        unlessEqual(
                queue.notices.stream().map(notice -> notice.child).toList(),
                redis.stream("notices").entries().values().stream()
                        .map(entry -> entry.get("child"))
                        .toList(),
                "notices");
        Map<String, String> due = new TreeMap<>();
        queue.delayed().forEach(job -> due.put(job.id(), Long.toString(job.due)));
        unlessEqual(due, new TreeMap<>(redis.pairs("delayed")), "due times");
    }

    private void checkCounters() {
        Map<String, String> meta = redis.pairs("meta");
        unlessEqual(Integer.toString(queue.lines.lined()), meta.getOrDefault("lined", "0"), "meta lined");
        Set<String> parents = new TreeSet<>();
        queue.jobs.values().stream()
                .filter(job -> job.state == State.WAITING_FOR_CHILDREN)
                .forEach(job -> parents.add(job.id()));
        unlessEqual(parents, new TreeSet<>(redis.pairs("parents").keySet()), "parents that wait for their children");
    }

    private void checkConsumers() {
        unlessEqual(texts(queue.consumers, Object::toString), new TreeMap<>(redis.pairs("consumers")), "consumers");
        Map<String, Set<String>> cancels = new TreeMap<>();
        redis.keysOf("cancels:").forEach(name -> cancels.put(name, new TreeSet<>(redis.texts("cancels:" + name))));
        unlessEqual(new TreeMap<>(queue.cancels), cancels, "jobs that consumers are to stop");
    }

    static <V> Map<String, String> texts(Map<String, V> map, Function<V, String> text) {
        return map.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> text.apply(e.getValue()), (a, b) -> a, TreeMap::new));
    }

    private void checkTheRest() {
        Map<String, String> claims = new TreeMap<>();
        for (String key : redis.keysOf("dedup:")) {
            claims.put(key, redis.texts("dedup:" + key).get(0));
            boolean expires =
                    queue.claims.containsKey(key) && queue.claims.get(key).until() > 0;
            unlessEqual(expires, redis.expires("dedup:" + key), "deduplication key " + key + " expires");
        }
        unlessEqual(texts(queue.claims, QueueModel.Claim::holder), claims, "deduplication keys");
        for (String key : redis.keysOf("")) {
            unless(KINDS.matcher(key).matches(), "an unknown key: %s", key);
        }
    }

    /** A node that sleeps until there is news must have some, when there is something to take. */
    private void checkWoken(String consumer, List<String> after, long now) {
        if (queue.allowed(1, now) == 0 || !queue.somethingToTakeUnlessByRate(consumer, now)) {
            return;
        }
        List<String> streams = List.of(
                "stream:rescued", "stream:suspect", "stream:high", "stream:keyed", "stream", "stream:low", "wake");
        for (int i = 0; i < streams.size(); i++) {
            if (Ids.compare(redis.stream(streams.get(i)).last(), after.get(i)) > 0) {
                return;
            }
        }
        throw new Violation("a node sleeps until there is news after " + after + ", though there is something to take");
    }
}
