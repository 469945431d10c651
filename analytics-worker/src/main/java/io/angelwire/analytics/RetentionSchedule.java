package io.angelwire.analytics;

import io.angelwire.domain.analytics.ForgetEvents;
import io.angelwire.job.QueueName;
import io.angelwire.job.schedule.Schedule;
import io.angelwire.job.schedule.Timing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;

/** Old events go each night. */
@ApplicationScoped
class RetentionSchedule {

    @Produces
    @Singleton
    Schedule forgetEvents(AnalyticsConfig config) {
        return Schedule.of(
                QueueName.ANALYTICS,
                "forget-events",
                Timing.cron(config.nightly(), ZoneOffset.UTC),
                ForgetEvents.JOB_NAME,
                new ForgetEvents());
    }
}
