package io.angelwire.domain.pitch;

import io.angelwire.domain.money.MoneyFormat;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationKind;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.pitch.PitchAnnouncement.Kind;
import io.angelwire.job.Ids;
import io.angelwire.job.Job;
import io.angelwire.job.QueueName;
import io.angelwire.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Notifies the investors of a pitch, and its founder of what somebody else has brought about. Investors may be many, so what
 * has happened costs its own transaction one job, and that job tells a batch of them and leaves another one for the rest.
 */
@ApplicationScoped
public class PitchNews {

    static final int BATCH = 200;

    private static final String REOPENED = "Pitch Open Again";

    private final Outbox outbox;

    public PitchNews(Outbox outbox) {
        this.outbox = outbox;
    }

    void updated(Pitch pitch) {
        announce(
                pitch,
                Kind.UPDATED,
                "Pitch Updated",
                "\"" + pitch.title + "\", in which you have invested, says something new.",
                List.of(NotificationChannel.DATABASE));
    }

    void funded(Pitch pitch) {
        announce(
                pitch,
                Kind.FUNDED,
                "Pitch Funded",
                "\"" + pitch.title + "\", in which you have invested, has reached its goal of "
                        + MoneyFormat.english(pitch.goal()) + ".",
                List.of(NotificationChannel.DATABASE, NotificationChannel.EMAIL));
    }

    /** Whoever was told that the goal was reached is told that it isn't any more, and the founder is, too. */
    void reopened(Pitch pitch) {
        String goal = MoneyFormat.english(pitch.goal());
        List<NotificationChannel> channels = List.of(NotificationChannel.DATABASE, NotificationChannel.EMAIL);
        announce(
                pitch,
                Kind.REOPENED,
                REOPENED,
                "\"" + pitch.title + "\", in which you have invested, is open again: an investment was refunded, and"
                        + " the others are less than its goal of " + goal + ".",
                channels);
        String content = "\"" + pitch.title + "\" takes investments again: one was refunded, and the others are less"
                + " than its goal of " + goal + ".";
        outbox.enqueue(
                QueueName.NOTIFICATIONS,
                update(
                        pitch.startup.founder.id,
                        Kind.REOPENED.notification(),
                        facts(pitch),
                        REOPENED,
                        content,
                        channels));
    }

    private void announce(Pitch pitch, Kind kind, String title, String content, List<NotificationChannel> channels) {
        enqueue(new PitchAnnouncement(Ids.newId(), pitch.id, kind, title, content, channels, null));
    }

    /**
     * Tells the next investors. Every job's id follows from the announcement and whom it tells, so that nothing is told
     * twice when this runs twice.
     *
     * @return how many
     */
    @Transactional
    public int tell(PitchAnnouncement announcement) {
        List<UUID> investors = PitchFunds.investors(announcement.pitchId(), announcement.after(), BATCH);
        Map<String, Object> data = Pitch.findWithFounder(announcement.pitchId())
                .map(PitchNews::facts)
                .orElse(Map.of());
        for (UUID investor : investors) {
            Job told = update(
                    investor,
                    announcement.notification(),
                    data,
                    announcement.title(),
                    announcement.content(),
                    announcement.channels());
            outbox.enqueue(QueueName.NOTIFICATIONS, told.withId(announcement.id() + "." + investor));
        }
        if (investors.size() == BATCH) {
            enqueue(announcement.after(investors.get(BATCH - 1)));
        }
        return investors.size();
    }

    private static Job update(
            UUID userId,
            NotificationKind kind,
            Map<String, Object> data,
            String title,
            String content,
            List<NotificationChannel> channels) {
        return Job.of(
                kind.jobName(),
                new NotificationJobData(userId, NotificationType.PITCH_UPDATE, title, content, data, channels));
    }

    private static Map<String, Object> facts(Pitch pitch) {
        return Map.of(
                "pitchId", pitch.id.toString(),
                "pitchTitle", pitch.title,
                "startupName", pitch.startup.name,
                "goal", pitch.goal().getAmount().toPlainString(),
                "currency", pitch.currency);
    }

    private void enqueue(PitchAnnouncement announcement) {
        String id = announcement.after() == null
                ? announcement.id().toString()
                : announcement.id() + "." + announcement.after();
        outbox.enqueue(
                QueueName.ANNOUNCEMENTS,
                Job.of(PitchAnnouncement.JOB_NAME, announcement).withId(id));
    }
}
