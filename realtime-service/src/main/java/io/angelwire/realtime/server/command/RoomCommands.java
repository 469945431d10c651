package io.angelwire.realtime.server.command;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.hub.Hub;
import java.util.List;

/** Joining and leaving the rooms of pitches and investments. */
public final class RoomCommands {

    static final RoomArgument PITCH = new RoomArgument(Room.Kind.PITCH, "pitchId");
    static final RoomArgument INVESTMENT = new RoomArgument(Room.Kind.INVESTMENT, "investmentId");

    private RoomCommands() {}

    public static List<ClientCommand> of(RoomAuthorization authorization, Hub hub) {
        return List.of(
                new JoinRoom("subscribe_to_pitch", PITCH, "subscribed_to_pitch", authorization, hub),
                new LeaveRoom("unsubscribe_from_pitch", PITCH, "unsubscribed_from_pitch", hub),
                new JoinRoom("join_investment_room", INVESTMENT, null, authorization, hub),
                new LeaveRoom("leave_investment_room", INVESTMENT, null, hub));
    }
}
