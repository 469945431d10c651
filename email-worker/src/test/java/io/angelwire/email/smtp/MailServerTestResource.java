package io.angelwire.email.smtp;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A {@link MailServer} for the service under test and for the test's fields of that type. */
public class MailServerTestResource implements QuarkusTestResourceLifecycleManager {

    private MailServer mailServer;

    @Override
    public Map<String, String> start() {
        mailServer = new MailServer();
        return Map.of("angelwire.smtp.host", "127.0.0.1", "angelwire.smtp.port", "" + mailServer.port());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(mailServer, new TestInjector.MatchesType(MailServer.class));
    }

    @Override
    public void stop() {
        if (mailServer != null) {
            mailServer.close();
        }
    }
}
