package io.angelwire.job.simulation;

import static io.angelwire.job.simulation.Violation.unlessEqual;

import io.angelwire.job.simulation.OutsideCalls.Told;
import io.angelwire.job.simulation.QueueModel.Notice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells parents that their children have ended, as ChildNotices does: reads a queue's notices, tells each parent's queue,
 * deletes them. It may die between any two of these, and another may be at it at the same time.
 */
final class NoticeRelay {

    private final World world;
    private final QueueModel queue;
    private final List<Call> toTell = new ArrayList<>();
    private final List<String> toDelete = new ArrayList<>();

    NoticeRelay(World world, QueueModel queue) {
        this.world = world;
        this.queue = queue;
    }

    void step() {
        if (world.chance(8) && !toDelete.isEmpty()) {
            world.count("relays: crashed");
            toTell.clear();
            toDelete.clear();
        } else if (toDelete.isEmpty()) {
            read();
        } else if (!toTell.isEmpty()) {
            world.execute("relay", toTell.get(0));
            // Else its answer got lost, and it tells again.
            if (world.chance(90)) {
                toTell.remove(0);
            }
        } else {
            delete();
        }
    }

    boolean isIdle() {
        return toDelete.isEmpty();
    }

    boolean hasNews() {
        return !queue.notices.isEmpty();
    }

    private void read() {
        if (queue.notices.isEmpty()) {
            return;
        }
        List<?> found = (List<?>) world.redis().call("XRANGE", queue.prefix + "notices", "-", "+", "COUNT", "100");
        unlessEqual(queue.notices.size(), found.size(), "notices of " + queue.name);
        Map<QueueModel, List<Told>> byParent = new LinkedHashMap<>();
        for (int i = 0; i < found.size(); i++) {
            Notice notice = queue.notices.get(i);
            notice.entry = (String) Answer.list(found.get(i)).get(0);
            List<String> fields = Answer.texts(Answer.list(found.get(i)).get(1));
            JobSpec.Parent parent = notice.parent;
            unlessEqual(
                    List.of(parent.queue().name, parent.id(), notice.child, notice.outcome, parent.onFailure()),
                    List.of(fields.get(1), fields.get(3), fields.get(5), fields.get(7), fields.get(11)),
                    "notice");
            String child = queue.name + "/" + notice.child;
            byParent.computeIfAbsent(parent.queue(), any -> new ArrayList<>())
                    .add(new Told(parent.id(), child, notice.outcome, parent.onFailure()));
            toDelete.add(notice.entry);
        }
        byParent.forEach((parent, told) -> toTell.add(new OutsideCalls(world, parent).childEnded(told)));
    }

    private void delete() {
        List<String> command = new ArrayList<>(List.of("XDEL", queue.prefix + "notices"));
        command.addAll(toDelete);
        world.redis().call(command);
        world.trace.note(world.elapsed(), "relay", queue.name + " deletes " + toDelete.size() + " notices");
        queue.notices.removeIf(notice -> toDelete.contains(notice.entry));
        toDelete.clear();
    }
}
