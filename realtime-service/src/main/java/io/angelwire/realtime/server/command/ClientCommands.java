package io.angelwire.realtime.server.command;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All events that clients may emit, in every protocol. */
public final class ClientCommands {

    private final Map<String, ClientCommand> byEvent = new TreeMap<>();

    public ClientCommands(Collection<ClientCommand> commands) {
        for (ClientCommand command : commands) {
            byEvent.put(command.event(), command);
        }
    }

    public Optional<ClientCommand> find(String event) {
        return Optional.ofNullable(byEvent.get(event));
    }

    /** The names of all, sorted. */
    public Set<String> events() {
        return byEvent.keySet();
    }

    /** For messages to developers. */
    public String known() {
        return String.join(", ", byEvent.keySet());
    }
}
