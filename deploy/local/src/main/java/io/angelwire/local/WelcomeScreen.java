package io.angelwire.local;

import io.angelwire.local.client.GatewayClient;
import io.angelwire.local.client.Session;
import io.angelwire.local.process.SupervisedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the person who started the stack sees when it is ready: where everything is, and what to try first. */
final class WelcomeScreen {

    private static final String TEXT = """

              Angelwire runs. Ready after %s.%s

              API        %s/api
              API docs   %s
              WebSocket  %s
              Mailbox    %s
              Redis      %s
              Postgres   %s
              Data       %s
              Logs       %s

              Demo users, and the bearer token of each (also in demo.env, see below):

            %s
              Try it (the pitch of the demo is %s):

            . %s

            curl -i %s/api/investments -H "Authorization: Bearer $INVESTOR" -H 'Content-Type: application/json' \\
              -d '{"pitchId":"%s","amount":25000,"currency":"USD","paymentMethod":"BANK_TRANSFER"}'

            %s -c %s -H "Authorization: Bearer $INVESTOR" -w -1 \\
              -x '{"type":"emit","event":"subscribe_to_pitch","data":"%s","id":1}'

              Ctrl-C stops everything.
            """;

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
                at.webSocket(),
                at.mailbox(),
                at.redis(),
                at.postgres() + "  (password in "
                        + Shell.quote(stack.directory().postgresPassword()) + ")",
                stack.directory().root(),
                stack.directory().logs(),
                sessions.stream().map(WelcomeScreen::describe).collect(Collectors.joining()),
                GatewayClient.DEMO_PITCH,
                Shell.quote(tokens.path()),
                at.api(),
                GatewayClient.DEMO_PITCH,
                Shell.quote(client),
                at.webSocket(),
                GatewayClient.DEMO_PITCH);
    }

    private String missing() {
        String names = stack.processes().stream()
                .filter(process -> !process.isReady())
                .map(SupervisedProcess::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " Without " + names + ", see above.";
    }

    private static String describe(Session session) {
        return "  %s, %s, %s%n%s%n%n".formatted(session.role(), session.name(), session.email(), session.token());
    }
}
