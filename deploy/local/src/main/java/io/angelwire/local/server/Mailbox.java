package io.angelwire.local.server;

import io.angelwire.local.StackException;
import io.angelwire.local.process.Program;
import io.angelwire.local.process.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** MailDev: takes every mail by SMTP, delivers none, and shows them in a web inbox. */
public final class Mailbox {

    private Mailbox() {}

    /**
     * @param packages folder with MailDev's {@code node_modules}
     * @param mails folder that keeps the mails
     */
    public static Program program(Path packages, Path mails, int smtpPort, int webPort) {
        Path script = packages.resolve("node_modules/maildev/bin/maildev");
        if (!Files.exists(script)) {
            throw new StackException(
                    "The mailbox is not installed: " + script + " is missing. Build the project again.");
        }
        List<String> command = List.of(
                "node",
                "--max-old-space-size=64",
                script.toString(),
                "--ip",
                "127.0.0.1",
                "--smtp",
                Integer.toString(smtpPort),
                "--web-ip",
                "127.0.0.1",
                "--web",
                Integer.toString(webPort),
                "--mail-directory",
                mails.toString());
        return new Program(
                "mailbox",
                command,
                Map.of(),
                packages,
                () -> Http.isOk(webPort, "/healthz"),
                StopSignal.TERM,
                Duration.ofSeconds(3),
                true);
    }
}
