package io.angelwire.job;

/**
 * What became of a child.
 *
 * @param child {@code <queue>/<id>}
 * @param outcome {@code completed}, {@code failed}, {@code cancelled}; null if it has not ended
 * @param result the result as JSON, or the reason of a failure; may be empty
 */
public record ChildResult(String child, String outcome, String result) {

    public boolean isCompleted() {
        return "completed".equals(outcome);
    }
}
