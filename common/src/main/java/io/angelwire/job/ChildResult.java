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

    /**
     * With its result readable, if the child's queue is one whose results are encrypted.
     *
     * @throws IllegalArgumentException if its key is not known here
     */
    public ChildResult decrypted(PayloadCipher cipher) {
        if (!isCompleted()) {
            return this;
        }
        int slash = child.indexOf('/');
        QueueName queue = new QueueName(child.substring(0, slash));
        return new ChildResult(child, outcome, cipher.decrypt(queue, child.substring(slash + 1), result));
    }
}
