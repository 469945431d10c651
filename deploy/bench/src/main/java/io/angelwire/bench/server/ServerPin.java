package io.angelwire.bench.server;

import java.util.ArrayList;
import java.util.List;

/** Gives the measured servers one processor, where the command that started us has left one for them. */
public final class ServerPin {

    private ServerPin() {}

    public static List<String> command(List<String> command) {
        String processor = System.getProperty("angelwire.bench.server-processor", "");
        if (processor.isEmpty()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", processor));
        pinned.addAll(command);
        return pinned;
    }
}
