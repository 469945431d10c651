package io.angelwire.realtime.server.auth;

import io.angelwire.domain.room.RoomFacts;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.protocol.ClientError;
import io.angelwire.realtime.server.protocol.ErrorCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who may be in some rooms, as the domain had it at one instant. What somebody may not see looks to them as if it didn't
 * exist.
 */
public final class RoomRights {

    /** Of no room. */
    public static final RoomRights NONE = new RoomRights(Map.of(), Set.of());

    private final Map<Room, RoomFacts> facts;
    private final Set<UUID> formerAdmins;

    /**
     * @param facts of the rooms that exist
     * @param formerAdmins users whose tokens call them administrators and who are none any more
     */
    RoomRights(Map<Room, RoomFacts> facts, Set<UUID> formerAdmins) {
        this.facts = facts;
        this.formerAdmins = formerAdmins;
    }

    /** @return why the caller may not be in the room; empty if it may */
    public Optional<ClientError> refusal(Caller caller, Room room) {
        boolean admin = caller.isAdmin() && !formerAdmins.contains(caller.userId());
        RoomFacts known = facts.get(room);
        boolean admitted = switch (room.kind()) {
            case USER -> room.key().equals(caller.userId().toString());
            case ADMIN -> admin;
            case PITCH, INVESTMENT -> known != null && (admin || known.admits(caller.userId()));
        };
        return admitted ? Optional.empty() : Optional.of(refusal(room.kind(), admin));
    }

    private static ClientError refusal(Room.Kind kind, boolean admin) {
        return switch (kind) {
            case PITCH -> ErrorCode.NOT_FOUND.because("There is no pitch with this id that you may see.");
            case INVESTMENT ->
                admin
                        ? ErrorCode.NOT_FOUND.because("There is no investment with this id.")
                        : ErrorCode.NOT_A_PARTY.because(
                                "Only the investor and the founder of the startup are in this room.");
            case ADMIN -> ErrorCode.NOT_A_PARTY.because("Only administrators are in this room.");
            case USER -> ErrorCode.NOT_A_PARTY.because("This is another user's room.");
        };
    }
}
