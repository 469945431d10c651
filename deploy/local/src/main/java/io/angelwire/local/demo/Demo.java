package io.angelwire.local.demo;

import io.angelwire.local.StackAddresses;
import io.angelwire.local.client.GatewayClient;
import io.angelwire.local.client.Investment;
import io.angelwire.local.client.Mail;
import io.angelwire.local.client.MailboxClient;
import io.angelwire.local.client.RealtimeClient;
import io.angelwire.local.client.RealtimeEvent;
import io.angelwire.local.client.Session;
import io.angelwire.local.client.UnexpectedAnswerException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Plays the whole path as a client of the public interfaces: an investment that is paid, mailed, notified and seen live,
 * then one whose payment is declined.
 */
public final class Demo {

    private static final String GOOD_AMOUNT = "25000.00";

    /** The sandbox payment provider declines amounts that end so. */
    private static final String DECLINED_AMOUNT = "10402.00";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StackAddresses addresses;
    private final GatewayClient gateway;
    private final MailboxClient mailbox;
    private final Story story;

    public Demo(StackAddresses addresses, PrintStream out) {
        this.addresses = addresses;
        this.gateway = new GatewayClient(addresses.api());
        this.mailbox = new MailboxClient(addresses.mailbox());
        this.story = new Story(out);
    }

    /** @throws UnexpectedAnswerException if something is not as it should be; the message says what */
    public void play() {
        story.chapter("People");
        Session investor = signIn("investor");
        Session founder = signIn("founder");
        try (RealtimeClient investorLive = connect(investor);
                RealtimeClient founderLive = connect(founder)) {
            story.chapter("An investment that is paid");
            invest(investor, investorLive, founderLive, GOOD_AMOUNT, Outcome.PAID);
            story.chapter("An investment whose payment is declined");
            invest(investor, investorLive, founderLive, DECLINED_AMOUNT, Outcome.DECLINED);
        }
        story.chapter("All of it as it should be.");
    }

    private Session signIn(String role) {
        Session session = gateway.signIn(role);
        story.step("signed in as " + session.name() + " (" + role + ", " + session.email() + ")");
        return session;
    }

    private RealtimeClient connect(Session session) {
        RealtimeClient client =
                RealtimeClient.connect(addresses.webSocket(), session, event -> story.event(describe(session, event)));
        story.step(session.name() + " is connected to " + addresses.webSocket());
        client.emit("subscribe_to_pitch", GatewayClient.DEMO_PITCH.toString());
        story.step(session.name() + " follows the pitch");
        return client;
    }

    private void invest(
            Session investor, RealtimeClient investorLive, RealtimeClient founderLive, String amount, Outcome outcome) {
        Set<String> mailsBefore = mailbox.mails().stream().map(Mail::messageId).collect(Collectors.toSet());
        Investment investment = gateway.invest(investor, amount);
        story.step(
                "POST /api/investments, %s USD: 201, %s, %s".formatted(amount, investment.id(), investment.status()));
        investorLive.emit("join_investment_room", investment.id().toString());
        founderLive.emit("join_investment_room", investment.id().toString());
        story.step("both joined investment:" + investment.id());

        Investment settled = Await.until(
                PATIENCE,
                "the investment to be settled",
                () -> gateway.investment(investor, investment.id()),
                Investment::isFinal);
        story.step("GET /api/investments/…: " + settled.status()
                + (settled.failureReason() == null ? "" : ", " + settled.failureReason()));
        if (!settled.status().equals(outcome.status)) {
            throw new UnexpectedAnswerException(
                    "The investment is " + settled.status() + " instead of " + outcome.status);
        }
        awaitEvents(investorLive, investment.id(), "the investor", outcome.events);
        awaitEvents(founderLive, investment.id(), "the founder", outcome.events);
        awaitMails(mailsBefore, outcome.mails);
    }

    private void awaitEvents(RealtimeClient live, UUID investment, String who, List<String> names) {
        Await.until(
                PATIENCE,
                who + " to see " + names,
                () -> live.events().stream()
                        .filter(event -> event.data().toString().contains(investment.toString()))
                        .map(RealtimeEvent::name)
                        .toList(),
                seen -> seen.containsAll(names));
        story.step(who + " has seen " + String.join(", ", names));
    }

    private void awaitMails(Set<String> before, int count) {
        List<Mail> mails = Await.until(
                PATIENCE,
                count + " mails",
                () -> mailbox.mails().stream()
                        .filter(mail -> !before.contains(mail.messageId()))
                        .toList(),
                caught -> caught.size() >= count);
        mails.forEach(mail -> story.step("mail to " + mail.to() + ": " + mail.subject()));
        if (mails.size() != count) {
            throw new UnexpectedAnswerException(mails.size() + " mails arrived instead of " + count);
        }
    }

    private static String describe(Session session, RealtimeEvent event) {
        String detail = event.data().path("notification").path("title").asText("");
        if (detail.isEmpty()) {
            detail = event.data().path("investment").path("status").asText("");
        }
        if (detail.isEmpty()) {
            detail = event.data().path("payment").path("status").asText("");
        }
        return "%s: %s %s (%s #%d)".formatted(session.name(), event.name(), detail, event.room(), event.sequence());
    }
}
