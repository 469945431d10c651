package io.angelwire.notification.announcement;

import io.angelwire.domain.pitch.PitchAnnouncement;
import io.angelwire.domain.pitch.PitchNews;
import io.angelwire.job.JobHandler;
import io.angelwire.job.JobOutcome;
import io.angelwire.job.QueueName;
import io.angelwire.job.RunningJob;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Makes notifications of what all investors of a pitch are to be told, a bounded number for each job. */
@ApplicationScoped
class AnnouncementHandler implements JobHandler<PitchAnnouncement> {

    private final PitchNews news;

    AnnouncementHandler(PitchNews news) {
        this.news = news;
    }

    @Override
    public QueueName queue() {
        return QueueName.ANNOUNCEMENTS;
    }

    @Override
    public Class<PitchAnnouncement> payloadType() {
        return PitchAnnouncement.class;
    }

    @Override
    public JobOutcome handle(RunningJob<PitchAnnouncement> job) {
        return JobOutcome.completed(Map.of("told", news.tell(job.payload())));
    }
}
