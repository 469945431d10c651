package io.angelwire.local;

import io.angelwire.local.client.GatewayClient;
import io.angelwire.local.client.Session;
import io.angelwire.local.process.SupervisedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the person who started the stack sees when it is ready: where everything is, and what to try first. */
final class WelcomeScreen {

    private static final String TEXT = """

              Angelwire runs. Ready after %s.%s Ctrl-C stops everything.

              API        %s/api     docs: %s
              Health     %s/api/health
              WebSocket  %s
              Mailbox    %s
              Redis      %s
              Postgres   %s
              Metrics    %s
              Data       %s     logs: %s

              Try it; watch in a second terminal, and look into the mailbox:

            . %s
            curl -i %s/api/investments -H "Authorization: Bearer $INVESTOR" -H 'Content-Type: application/json' \\
              -d '{"pitchId":"%s","amount":25000,"currency":"USD","paymentMethod":"BANK_TRANSFER"}'
            %s -c %s -H "Authorization: Bearer $INVESTOR" -w -1

              Amounts that end in 0402 are declined, 0202 settle later, 2503 succeed at the third attempt, 9503 never.
              The README has the others.

              Bearer tokens of %s, as in demo.env:

            %s""";

    private final LocalStack stack;

    WelcomeScreen(LocalStack stack) {
        this.stack = stack;
    }

    String text(Duration startedIn, List<Session> sessions, DemoEnvironmentFile tokens) {
        StackAddresses at = stack.addresses();
        Path client = stack.repository().resolve("deploy/local/mailbox/node_modules/.bin/wscat");
        return TEXT.formatted(
                String.format(Locale.ROOT, "%.1f s", startedIn.toMillis() / 1000.0),
                missing(),
                at.api(),
                at.apiDocs(),
                at.api(),
                at.webSocket(),
                at.mailbox(),
                at.redis(),
                at.postgres() + "     password: "
                        + Shell.quote(stack.directory().postgresPassword()),
                Stream.of(Service.values())
                        .map(service -> service.module() + " " + at.metrics(service))
                        .collect(Collectors.joining("\n                         ")),
                stack.directory().root(),
                stack.directory().logs(),
                Shell.quote(tokens.path()),
                at.api(),
                GatewayClient.DEMO_PITCH,
                Shell.quote(client),
                at.webSocket(),
                sessions.stream().map(Session::name).collect(Collectors.joining(", ")),
                sessions.stream().map(DemoEnvironmentFile::line).collect(Collectors.joining()));
    }

    private String missing() {
        String names = stack.processes().stream()
                .filter(process -> !process.isReady())
                .map(SupervisedProcess::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " Without " + names + ", see above.";
    }
}
