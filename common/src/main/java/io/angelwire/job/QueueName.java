package io.angelwire.job;

import java.util.regex.Pattern;

/**
 * The name of a queue: 1 to 40 lower-case letters, digits, dots and hyphens, beginning with a letter. It is also the
 * cluster hash tag of every Redis key of the queue. A name that ends in a dot and digits is that of a partition.
 */
public record QueueName(String value) {

    // First: the constants below are checked against it.
    private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9.-]{0,39}");

    public static final QueueName EMAIL = new QueueName("email");
    public static final QueueName NOTIFICATIONS = new QueueName("notifications");
    public static final QueueName PAYMENTS = new QueueName("payments");
    public static final QueueName DOCUMENTS = new QueueName("documents");
    public static final QueueName CLEANUP = new QueueName("cleanup");
    public static final QueueName ANALYTICS = new QueueName("analytics");

    /** What many are to be told: each job notifies some of them and leaves the rest to the next. */
    public static final QueueName ANNOUNCEMENTS = new QueueName("announcements");

    public QueueName {
        if (value == null || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("not a queue name (lower-case letters, digits, '.', '-'): " + value);
        }
    }

    /** The name of a part of this queue. */
    public QueueName partition(int number) {
        return new QueueName(value + "." + number);
    }

    /** The queue that this one is a part of; this one if it is none. */
    public QueueName whole() {
        int digits = value.length();
        while (Character.isDigit(value.charAt(digits - 1))) {
            digits--;
        }
        boolean partition = digits < value.length() && value.charAt(digits - 1) == '.';
        return partition ? new QueueName(value.substring(0, digits - 1)) : this;
    }

    @Override
    public String toString() {
        return value;
    }
}
