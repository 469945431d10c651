package io.angelwire.job.redis;

import io.angelwire.job.ChildResult;
import io.angelwire.job.QueueName;
import java.util.List;
import java.util.Map;

/** What a parent's hash tells of its children: {@code child:<queue>/<id>}, empty or "outcome result". */
final class ChildResults {

    private static final String PREFIX = "child:";

    private ChildResults() {}

    static List<ChildResult> of(Map<String, String> hash) {
        return hash.entrySet().stream()
                .filter(field -> field.getKey().startsWith(PREFIX))
                .map(field -> read(whole(field.getKey().substring(PREFIX.length())), field.getValue()))
                .toList();
    }

    /** Which partition the child was in is nobody's business. */
    private static String whole(String child) {
        int slash = child.indexOf('/');
        return new QueueName(child.substring(0, slash)).whole() + child.substring(slash);
    }

    private static ChildResult read(String child, String told) {
        int space = told.indexOf(' ');
        return space < 0
                ? new ChildResult(child, null, "")
                : new ChildResult(child, told.substring(0, space), told.substring(space + 1));
    }
}
