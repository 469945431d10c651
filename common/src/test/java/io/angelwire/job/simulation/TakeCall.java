package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unless;
import static io.angelwire.job.simulation.Violation.unlessEqual;

import io.angelwire.job.redis.Script;
import io.angelwire.job.simulation.ConsumerCalls.Held;
import io.angelwire.job.simulation.JobModel.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A consumer takes jobs. Which ones is the queue's choice in part (jobs with a key and without take halves, keys take
 * turns), so that it is checked for being allowed, for being fair, and for leaving nobody idle.
 */
final class TakeCall {

    private final World world;
    private final QueueModel queue;
    private final String consumer;
    private final int most;
    private final boolean reads;
    private final Map<String, Integer> unstarted;

    private int left;
    private int plain;
    private int keyed;
    private boolean rateLimited;
    /** Their turns came some time in this take. */
    private final Set<String> keysOfSuspects = new HashSet<>();

    private TakeCall(
            World world, QueueModel queue, String consumer, int most, boolean reads, Map<String, Integer> unstarted) {
        this.world = world;
        this.queue = queue;
        this.consumer = consumer;
        this.most = most;
        this.reads = reads;
        this.unstarted = unstarted;
    }

    /**
     * @param reads whether the consumer is willing to {@link #read}
     * @param unstarted jobs taken earlier and not started, by the limiter's names: all of them by ''
     */
    static Call of(
            World world, QueueModel queue, String consumer, int most, boolean reads, Map<String, Integer> unstarted) {
        Settings settings = queue.settings;
        List<String> arguments = new ArrayList<>(List.of(
                consumer,
                Integer.toString(most),
                settings.startedWith("rate-limit"),
                settings.startedWith("rate-window"),
                settings.startedWith("global-concurrency"),
                settings.startedWith("key-rate-limit"),
                settings.startedWith("key-rate-window"),
                settings.startedWith("key-concurrency"),
                reads ? "1" : "0",
                Integer.toString(unstarted.getOrDefault("", 0))));
        unstarted.forEach((name, count) -> {
            if (!name.isEmpty()) {
                arguments.add(name.substring(LimiterModel.ofKey("").length()));
                arguments.add(count.toString());
            }
        });
        return new Call(
                queue,
                Script.TAKE,
                arguments,
                answer -> new TakeCall(world, queue, consumer, most, reads, unstarted).verify(Answer.list(answer)));
    }

    /** The consumer takes jobs of normal priority past the script, whatever has become of it since it was allowed to. */
    static Call read(World world, QueueModel queue, String consumer, int most) {
        List<String> command = List.of(
                "XREADGROUP",
                "GROUP",
                "workers",
                consumer,
                "COUNT",
                Integer.toString(most),
                "STREAMS",
                queue.prefix + "stream",
                ">");
        return Call.command(queue, command, answer -> {
            if (answer == RespClient.NO_GROUP) {
                return;
            }
            ArrayDeque<JobModel> waiting = queue.lanes.get('n');
            int expected = Math.min(most, waiting.size());
            List<?> entries = readEntries(answer);
            unlessEqual(expected, entries.size(), "jobs read");
            if (!entries.isEmpty() && !queue.consumers.containsKey(consumer)) {
                queue.strays.add(consumer);
                world.count("reads of consumers that were given up");
            }
            TakeCall take = new TakeCall(world, queue, consumer, most, true, Map.of());
            for (Object entry : entries) {
                take.read(
                        waiting,
                        (String) Answer.list(entry).get(0),
                        Answer.texts(Answer.list(entry).get(1)));
            }
            world.coverage.add("jobs: read past the script", entries.size());
        });
    }

    /** The jobs of an answer to {@link #read}. */
    static List<Held> read(World world, QueueModel queue, Object answer, String lane) {
        return read(world, queue, lane, readEntries(answer));
    }

    private static List<?> readEntries(Object answer) {
        return answer == null || answer == RespClient.NO_GROUP
                ? List.of()
                : Answer.list(Answer.list(Answer.list(answer).get(0)).get(1));
    }

    private void read(ArrayDeque<JobModel> waiting, String entry, List<String> fields) {
        JobModel job = waiting.poll();
        unlessEqual(job == null ? null : job.id(), fields.get(0), "the first of the waiting jobs");
        hold(job, 'n', entry, fields.get(1));
    }

    /** The jobs of an answer, lane by lane, as the consumer reads them. */
    static List<Held> read(World world, QueueModel queue, Object lanes) {
        List<Held> taken = new ArrayList<>();
        for (Object lane : Answer.list(lanes)) {
            String letter = (String) Answer.list(lane).get(0);
            taken.addAll(
                    read(world, queue, letter, Answer.list(Answer.list(lane).get(1))));
        }
        return taken;
    }

    private static List<Held> read(World world, QueueModel queue, String lane, List<?> entries) {
        List<Held> held = new ArrayList<>();
        for (Object entry : entries) {
            List<String> fields = Answer.texts(Answer.list(entry).get(1));
            String[] numbers = fields.get(1).split(" ", 3);
            JobSpec spec = queue.jobs.get(fields.get(0)).spec;
            held.add(new Held(
                    lane + Answer.list(entry).get(0),
                    spec,
                    Integer.parseInt(numbers[0]),
                    Integer.parseInt(numbers[1]),
                    world.now()));
        }
        return held;
    }

    private void verify(List<?> answer) {
        if (!queue.holdsLease(consumer)) {
            unlessEqual((long) Script.LEASE_LOST, answer.get(0), "take without a lease");
            world.count("late calls refused: take");
            return;
        }
        unlessEqual(1L, answer.get(0), "take's code");
        queue.limiter.started(consumer, world.now(), unstarted);
        left = allowed();
        int wanted = left;
        Set<String> keysBefore = queue.keysThatCanGo(consumer, world.now());
        boolean linedBefore = !queue.lines.lines.isEmpty();
        boolean plainBefore = !queue.lanes.get('n').isEmpty();
        int first = 0;
        for (Object lane : Answer.list(answer.get(2))) {
            String letter = (String) Answer.list(lane).get(0);
            List<?> entries = Answer.list(Answer.list(lane).get(1));
            unless(!entries.isEmpty(), "an empty lane %s", letter);
            for (Object entry : entries) {
                take(
                        letter.charAt(0),
                        (String) Answer.list(entry).get(0),
                        Answer.texts(Answer.list(entry).get(1)));
            }
            first += "rsh".contains(letter) ? entries.size() : 0;
        }
        unless(left >= 0, "%d jobs taken, %d more than allowed", wanted - left, -left);
        int taken = wanted - left;
        if (queue.settings.rate() > 0 && taken > 0) {
            queue.limiter.grant("", consumer, taken);
        }
        boolean mayRead = reads && !linedBefore && queue.settings.rate() == 0 && queue.settings.active() == 0;
        int readable = mayRead ? left : 0;
        unlessEqual((long) readable, answer.get(5), "how many the consumer may read");
        unless(
                left == 0 || readable > 0 || !queue.somethingToTake(consumer, world.now()),
                "%d jobs taken of %d though there are more",
                taken,
                wanted);
        if (wanted > first && !queue.lines.lines.isEmpty() || keyed > 0) {
            halves(
                    plainBefore && !queue.lanes.get('n').isEmpty(),
                    !keysBefore.isEmpty()
                            && !queue.keysThatCanGo(consumer, world.now()).isEmpty());
        }
        told(answer, taken + readable);
        world.coverage.add("jobs: taken", taken);
        world.coverage.add("jobs: taken with a limit key", keyed);
    }

    private int allowed() {
        int allowed = queue.allowed(most, world.now());
        if (allowed == 0 && most > 0 && !queue.settings.paused) {
            Settings settings = queue.settings;
            rateLimited = settings.active() == 0 || queue.in(State.ACTIVE) < settings.active();
            world.count("takes held up by the queue's " + (rateLimited ? "rate limit" : "concurrency"));
        }
        return allowed;
    }

    private void take(char lane, String entry, List<String> fields) {
        JobModel job = queue.jobs.get(fields.get(0));
        unless(job != null, "took a job that is not there: %s", fields);
        if (lane == 's') {
            unless(!queue.holdsSuspect(consumer), "took %s though it holds a suspect", job);
        }
        if (lane == 'k' || lane == 's' && job.state == State.LINED) {
            unlessEqual(lane == 's', job.lane == 's', "the suspect's lane of " + job);
            unless(job.state == State.LINED, "took %s out of a line", job);
            unless(queue.lines.first(job.spec.key()) == job, "%s was not the first in its key's line", job);
            Set<String> couldGo = queue.keysThatCanGo(consumer, world.now());
            unless(couldGo.contains(job.spec.key()), "took %s beyond its key's limits", job);
            couldGo.removeAll(keysOfSuspects);
            if (lane == 's') {
                queue.lines.admit(job);
                keysOfSuspects.add(job.spec.key());
            } else {
                queue.lines.admit(job, couldGo);
            }
            if (queue.settings.keyRate() > 0) {
                queue.limiter.grant(LimiterModel.ofKey(job.spec.key()), consumer, 1);
            }
            keyed++;
        } else {
            unless(lane == 'r' || queue.lanes.get('r').isEmpty(), "took %s before the rescued ones", job);
            unless("rsh".indexOf(lane) >= 0 || queue.lanes.get('h').isEmpty(), "took %s before urgent ones", job);
            unless(lane != 'l' || queue.lanes.get('n').isEmpty(), "took %s before the normal ones", job);
            ArrayDeque<JobModel> waiting = queue.lanes.get(lane);
            unless(waiting.peek() == job, "took %s from lane %s, whose first is %s", job, lane, waiting.peek());
            waiting.poll();
            if (lane == 'n') {
                plain++;
            }
        }
        left--;
        hold(job, lane, entry, fields.get(1));
    }

    private void hold(JobModel job, char lane, String entry, String content) {
        job.state = State.ACTIVE;
        job.lane = lane;
        job.place = lane + entry;
        job.holder = consumer;
        unless(content.startsWith(job.numbers() + " "), "%s says it is %s", content, job);
        unless(content.endsWith(" " + job.spec.description()), "%s has become %s", job.spec, content);
    }

    /** Neither jobs with a key nor those without wait while the others go time after time. */
    private void halves(boolean plainLeft, boolean keyedLeft) {
        if (!plainLeft || !keyedLeft) {
            queue.onlyPlain = 0;
            queue.onlyKeyed = 0;
            return;
        }
        unless(Math.abs(plain - keyed) <= 1, "%d jobs with a key taken and %d without", keyed, plain);
        queue.onlyPlain = keyed == 0 && plain > 0 ? queue.onlyPlain + 1 : 0;
        queue.onlyKeyed = plain == 0 && keyed > 0 ? queue.onlyKeyed + 1 : 0;
        unless(queue.onlyPlain <= 1, "%d times in a row no job with a key was taken", queue.onlyPlain);
        unless(queue.onlyKeyed <= 1, "%d times in a row only jobs with a key were taken", queue.onlyKeyed);
        world.count("takes shared by jobs with and without a key");
    }

    /** @param taken with those that the consumer may still read */
    private void told(List<?> answer, int taken) {
        long wait = (Long) answer.get(1);
        boolean signals = !Answer.list(answer.get(3)).isEmpty();
        unlessEqual(taken == 0 && !rateLimited, signals, "whether the consumer is to wait for news");
        if (rateLimited) {
            long longest = Math.max(queue.settings.rateWindow() + 1, 20);
            unless(wait > 0 && wait <= longest, "a wait of %d ms for the rate limit", wait);
        }
        List<JobModel> delayed = queue.delayed();
        long due = delayed.isEmpty() ? -1 : Math.max(delayed.get(0).due - world.now(), 0);
        unlessEqual(due, answer.get(4), "until the next job is due");
    }
}
