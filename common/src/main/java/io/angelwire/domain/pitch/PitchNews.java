package io.angelwire.domain.pitch;

import io.angelwire.domain.money.MoneyFormat;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationJobData;
import io.angelwire.domain.notification.NotificationType;
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
 * Notifies the investors of a pitch, and its founder where he can't have known. They may be many, so what has happened costs its own transaction one job, and that
 * job tells a batch of them and leaves another one for the rest.
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
                "Pitch Updated",
                "\"" + pitch.title + "\", in which you have invested, says something new.",
                List.of(NotificationChannel.DATABASE));
    }

    void funded(Pitch pitch) {
        announce(
                pitch,
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
                REOPENED,
                "\"" + pitch.title + "\", in which you have invested, is open again: an investment was refunded, and"
                        + " the others are less than its goal of " + goal + ".",
                channels);
        String content = "\"" + pitch.title + "\" takes investments again: one was refunded, and the others are less"
                + " than its goal of " + goal + ".";
        outbox.enqueue(
                QueueName.NOTIFICATIONS, update(pitch.startup.founder.id, pitch.id, REOPENED, content, channels));
    }

    private void announce(Pitch pitch, String title, String content, List<NotificationChannel> channels) {
        enqueue(new PitchAnnouncement(Ids.newId(), pitch.id, title, content, channels, null));
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
        for (UUID investor : investors) {
            Job told = update(
                    investor,
                    announcement.pitchId(),
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
            UUID userId, UUID pitchId, String title, String content, List<NotificationChannel> channels) {
        return Job.of(
                "pitch_update",
                new NotificationJobData(
                        userId,
                        NotificationType.PITCH_UPDATE,
                        title,
                        content,
                        Map.of("pitchId", pitchId.toString()),
                        channels));
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
