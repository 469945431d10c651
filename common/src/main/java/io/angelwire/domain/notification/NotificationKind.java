package io.angelwire.domain.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every notification that the platform sends, by the name of its jobs. Each has a mail template of its own.
 *
 * <p>What a mail says beyond title and content, it takes from the notification's data: the texts under the names that are
 * listed here as facts. All of them may be missing, as programs outside of the platform may enqueue these jobs, too.
 */
public enum NotificationKind {
    /** Anything that a program has to say. */
    GENERAL("send_notification", null),

    INVESTMENT_RECEIVED("investment_notification", "New investment in {startupName}", Facts.INVESTMENT),
    INVESTMENT_CREATED(
            "investment_notifications", "Your investment of {amount} in {startupName} is noted", Facts.INVESTMENT),
    INVESTMENT_COMPLETED("investment_completed", "Your investment in {startupName} is complete", Facts.INVESTMENT),
    INVESTMENT_FAILED(
            "investment_failed", "Your investment in {startupName} could not be processed", Facts.INVESTMENT, "reason"),
    INVESTMENT_CANCELLED(
            "investment_cancelled", "An investment of {amount} in {startupName} was cancelled", Facts.INVESTMENT),
    INVESTMENT_REFUNDED("investment_refunded", "Refunded: {amount} invested in {startupName}", Facts.INVESTMENT),
    REFUND_DECLINED("refund_declined", "Refund of {amount} from {startupName} declined", Facts.INVESTMENT),
    ESCROW_RELEASED("escrow_released", "{amount} released from escrow to {startupName}", Facts.INVESTMENT),

    PITCH_UPDATED("pitch_update", "{pitchTitle} has news", Facts.PITCH),
    PITCH_FUNDED("pitch_funded", "{pitchTitle} has reached its goal", Facts.PITCH, "goal"),
    PITCH_REOPENED("pitch_reopened", "{pitchTitle} is open again", Facts.PITCH, "goal"),
    PITCH_ANNOUNCEMENT("pitch_announcement", "{title} – {pitchTitle}", Facts.PITCH),
    COMMENT_ADDED("comment_added", "{senderName} commented on {pitchTitle}", Facts.PITCH, "senderName"),
    NEW_COMMENTS("new_comments", "{count} on {pitchTitle}", Facts.PITCH, "count", "more"),

    MESSAGE_RECEIVED("message_received", "New message from {senderName}", "senderName", "pitchTitle", "room"),
    UNREAD_MESSAGES("unread_messages", "{count} from {senderName}", Facts.PITCH, "senderName", "count", "more", "room"),

    DOCUMENT_UPLOADED("document_uploaded", "{documentName} is uploaded", Facts.DOCUMENT),
    DOCUMENT_NOT_SEARCHABLE("document_not_searchable", "{documentName} can't be searched", Facts.DOCUMENT, "reason"),

    ADMIN_ALERT(
            "admin_alert",
            "{title}: {jobName} in queue {queue}",
            "queue",
            "jobName",
            "jobId",
            "failures",
            "firstFailedAt",
            "lastFailedAt",
            "failedJobId");

    /** Facts that several have; here, because an enum's own constants can't refer to its fields. */
    private static final class Facts {
        static final String INVESTMENT = "amount,startupName,pitchTitle,investmentId,pitchId";
        static final String PITCH = "startupName,pitchTitle,pitchId,investmentId";
        static final String DOCUMENT = "documentName,documentId";
    }

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");

    private static final Map<String, NotificationKind> BY_JOB =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(NotificationKind::jobName, kind -> kind));

    private final String jobName;
    private final String subject;
    private final List<String> facts;

    NotificationKind(String jobName, String subject, String... facts) {
        this.jobName = jobName;
        this.subject = subject == null ? "{title}" : subject;
        this.facts = Stream.of(facts)
                .flatMap(names -> Arrays.stream(names.split(",")))
                .toList();
    }

    /** @return {@link #GENERAL} for a name that none of these has */
    public static NotificationKind ofJob(String jobName) {
        return BY_JOB.getOrDefault(jobName, GENERAL);
    }

    /** The names of the jobs, in this order. */
    public static String[] jobNames() {
        return Stream.of(values()).map(NotificationKind::jobName).toArray(String[]::new);
    }

    public String jobName() {
        return jobName;
    }

    /** The name of the mail's template: {@code investment-completed} for instance. */
    public String template() {
        return this == GENERAL
                ? "notification"
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names under which a notification's data has what the mail shows. */
    List<String> facts() {
        return facts;
    }

    /**
     * The mail's subject, as long as its facts make it.
     *
     * @param texts the facts that there are, with the title
     * @return the title alone if a fact is missing that the subject names
     */
    String subject(Map<String, String> texts) {
        Matcher placeholders = PLACEHOLDER.matcher(subject);
        StringBuilder filled = new StringBuilder();
        while (placeholders.find()) {
            String text = texts.get(placeholders.group(1));
            if (text == null) {
                return texts.get("title");
            }
            placeholders.appendReplacement(filled, Matcher.quoteReplacement(text));
        }
        return placeholders.appendTail(filled).toString();
    }
}
