package io.angelwire.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.angelwire.domain.notification.Notification;
import io.angelwire.domain.notification.NotificationChannel;
import io.angelwire.domain.notification.NotificationType;
import io.angelwire.domain.pitch.PitchAnnouncement;
import io.angelwire.domain.pitch.PitchStatus;
import io.angelwire.domain.user.Role;
import io.angelwire.job.Ids;
import io.angelwire.job.Job;
import io.angelwire.job.JobProducer;
import io.angelwire.job.QueueName;
import io.angelwire.testing.Investing;
import io.angelwire.testing.Investing.Person;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PostgresTestResource.class)
@WithTestResource(RedisTestResource.class)
class AnnouncementHandlerTest {

    @Inject
    JobProducer producer;

    @Test
    void everyInvestorFindsTheAnnouncementInTheInboxOnce() {
        Person investor = Investing.person(Role.INVESTOR);
        Person another = Investing.person(Role.INVESTOR);
        Person stranger = Investing.person(Role.INVESTOR);
        UUID pitch = Investing.pitch(Investing.person(Role.FOUNDER), PitchStatus.PUBLISHED);
        for (Person who : List.of(investor, investor, another)) {
            Investing.investment(who, pitch, Money.of(CurrencyUnit.USD, 100));
        }
        PitchAnnouncement announcement = new PitchAnnouncement(
                Ids.newId(),
                pitch,
                PitchAnnouncement.Kind.UPDATED,
                "Pitch Updated",
                "It says more.",
                List.of(NotificationChannel.DATABASE),
                null);

        // Two jobs with one announcement: what a crash after the commit comes to.
        for (int i = 0; i < 2; i++) {
            producer.enqueue(QueueName.ANNOUNCEMENTS, Job.of(PitchAnnouncement.JOB_NAME, announcement))
                    .toCompletableFuture()
                    .join();
        }

        for (Person who : List.of(investor, another)) {
            await().until(() -> !inbox(who).isEmpty());
            assertThat(inbox(who)).singleElement().satisfies(notification -> {
                assertThat(notification.type).isEqualTo(NotificationType.PITCH_UPDATE);
                assertThat(notification.data)
                        .containsEntry("pitchId", pitch.toString())
                        .containsEntry("pitchTitle", "Test pitch");
            });
        }
        assertThat(inbox(stranger)).isEmpty();
    }

    private static List<Notification> inbox(Person who) {
        return QuarkusTransaction.requiringNew().call(() -> Notification.inbox(who.id(), 10));
    }
}
