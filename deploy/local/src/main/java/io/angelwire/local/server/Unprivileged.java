package io.angelwire.local.server;

import io.angelwire.local.StackException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL refuses to run as root. In a user namespace of its own a process of root's isn't root. */
final class Unprivileged {

    private static final List<String> OWN_NAMESPACE = List.of("unshare", "-U");

    private Unprivileged() {}

    static List<String> command(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        if (!works()) {
            throw new StackException("PostgreSQL does not run as root, and this machine allows no user namespaces"
                    + " (unshare -U failed). Start the stack as an ordinary user.");
        }
        List<String> wrapped = new ArrayList<>(OWN_NAMESPACE);
        wrapped.addAll(command);
        return wrapped;
    }

    private static boolean works() {
        List<String> attempt = new ArrayList<>(OWN_NAMESPACE);
        attempt.add("true");
        try {
            return new ProcessBuilder(attempt)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
