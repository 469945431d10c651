package io.angelwire.e2e;

import io.angelwire.e2e.SpanReceiver.ReceivedSpan;
import io.angelwire.local.LocalStack;
import io.angelwire.local.Service;
import io.angelwire.local.StackOptions;
import io.angelwire.local.client.GatewayClient;
import io.angelwire.local.client.Investment;
import io.angelwire.local.client.Mail;
import io.angelwire.local.client.MailboxClient;
import io.angelwire.local.client.RealtimeClient;
import io.angelwire.local.client.RealtimeEvent;
import io.angelwire.local.client.Session;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The whole platform as processes of this machine, started once for all tests: each looks only at its own investment.
 */
final class Platform implements BeforeAllCallback, AutoCloseable {

    /** Locked by tests that end or suspend what others use, and, for reading, by their neighbours in the same class. */
    static final String RUNNING = "the running platform";

    private static Platform running;

    private final SpanReceiver spans = new SpanReceiver();
    private LocalStack stack;
    private GatewayClient gateway;
    private MailboxClient mailbox;
    private Session investor;
    private Session founder;
    private Session admin;

    @Override
    public synchronized void beforeAll(ExtensionContext context) throws Exception {
        if (running == null) {
            start();
            running = this;
            context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).put(Platform.class, this);
        }
    }

    static Platform get() {
        return running;
    }

    private void start() throws InterruptedException {
        Path repository = Path.of(System.getProperty("angelwire.repository", "../.."));
        StackOptions options = new StackOptions(repository, Path.of("target/stack"))
                .fresh(true)
                .anyFreePorts()
                .announcer(line -> System.out.println("[stack] " + line))
                .jvmOption(Service.REALTIME_SERVICE, FaultSize.of("-Xmx112m", "-Xmx400m"))
                // A server's heap is there before the crowd is; one that grows with it is collected over and over.
                .jvmOption(Service.REALTIME_SERVICE, FaultSize.of("-Xms24m", "-Xms400m"))
                // The doubling is what a test measures; 5 s, 10 s would only make it slower.
                .property(Service.PAYMENT_WORKER, "angelwire.queues.payments.backoff-delay", "500ms")
                .property(Service.PAYMENT_WORKER, "angelwire.log.json", "true");
        for (Service service : Service.values()) {
            options.property(service, "angelwire.traces.endpoint", spans.address())
                    .property(service, "quarkus.otel.exporter.otlp.protocol", "http/protobuf")
                    .property(service, "quarkus.otel.bsp.schedule.delay", "200ms")
                    // An outage of the database is over for the tests when all attempts have waited so long in vain.
                    .property(service, "quarkus.datasource.jdbc.acquisition-timeout", "2S");
        }
        stack = LocalStack.start(options);
        gateway = new GatewayClient(stack.addresses().api());
        mailbox = new MailboxClient(stack.addresses().mailbox());
        investor = gateway.signIn("investor");
        founder = gateway.signIn("founder");
        admin = gateway.signIn("admin");
    }

    @Override
    public void close() {
        stack.close();
        spans.close();
    }

    LocalStack stack() {
        return stack;
    }

    GatewayClient gateway() {
        return gateway;
    }

    /** What all services have told of their work. */
    List<ReceivedSpan> spans() {
        return spans.spans();
    }

    Session investor() {
        return investor;
    }

    Session founder() {
        return founder;
    }

    Session admin() {
        return admin;
    }

    Investment invest(String amount) {
        return gateway.invest(investor, amount);
    }

    String status(UUID investment) {
        return gateway.investment(investor, investment).status();
    }

    /** A browser of the user's, connected to the first node. */
    RealtimeClient connect(Session session) {
        return RealtimeClient.connect(stack.addresses().webSocket(), session);
    }

    /** The events of one investment in one room, in the order of arrival, payments and notifications among them. */
    static List<String> events(RealtimeClient client, String room, UUID investment) {
        return client.events().stream()
                .filter(event -> event.room().equals(room))
                .filter(event -> event.data().toString().contains(investment.toString()))
                .map(RealtimeEvent::name)
                .toList();
    }

    /** Subjects of the mails that came of an investment, sorted. */
    List<String> mailsAbout(UUID investment) {
        return mailbox.mails().stream()
                .filter(mail -> mailBelongsTo(mail, investment))
                .map(Mail::subject)
                .sorted()
                .toList();
    }

    List<Mail> mails() {
        return mailbox.mails();
    }

    private boolean mailBelongsTo(Mail mail, UUID investment) {
        if (mail.text().contains(investment.toString())) {
            return true;
        }
        // A notification's mail carries the id of its job: <job>.email@…, angle brackets or not.
        String job = mail.messageId().replaceAll("^<?([^@]*?)(\\.email)?@.*$", "$1");
        return count("notifications where job_id = ? and data ->> 'investmentId' = ?", job, investment.toString()) == 1;
    }

    /** How many rows there are: {@code count("payments where investment_id = ?", id)}. */
    long count(String from, Object... arguments) {
        return number("select count(*) from " + from, arguments);
    }

    long number(String sql, Object... arguments) {
        return Long.parseLong(text(sql, arguments));
    }

    /** The first column of the first row. */
    String text(String sql, Object... arguments) {
        try (Connection connection = stack.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
