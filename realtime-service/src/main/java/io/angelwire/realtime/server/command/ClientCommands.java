package io.angelwire.realtime.server.command;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.hub.Hub;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All events that clients may emit, in every protocol. */
public final class ClientCommands {

    private final Map<String, ClientCommand> byEvent = new TreeMap<>();

    public ClientCommands(RoomAuthorization authorization, Hub hub) {
        RoomArgument pitch = new RoomArgument(Room.Kind.PITCH, "pitchId");
        RoomArgument investment = new RoomArgument(Room.Kind.INVESTMENT, "investmentId");
        for (ClientCommand command : List.of(
                new JoinRoom("subscribe_to_pitch", pitch, "subscribed_to_pitch", authorization, hub),
                new LeaveRoom("unsubscribe_from_pitch", pitch, "unsubscribed_from_pitch", hub),
                new JoinRoom("join_investment_room", investment, null, authorization, hub),
                new LeaveRoom("leave_investment_room", investment, null, hub))) {
            byEvent.put(command.event(), command);
        }
    }

    public Optional<ClientCommand> find(String event) {
        return Optional.ofNullable(byEvent.get(event));
    }

    /** For messages to developers. */
    public String known() {
        return String.join(", ", byEvent.keySet());
    }
}
