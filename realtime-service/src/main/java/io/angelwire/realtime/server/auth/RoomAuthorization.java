package io.angelwire.realtime.server.auth;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.protocol.ClientError;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Decides who may be in which room. */
public interface RoomAuthorization {

    /**
     * For one who wants to join; the answer may be as old as the cache allows.
     *
     * @return empty if the caller may join the room, else what it is told; fails if it can't be decided now
     */
    CompletionStage<Optional<ClientError>> refusal(Caller caller, Room room);

    /**
     * The rights in many rooms, as they are now.
     *
     * @param claimedAdmins users whose tokens call them administrators
     */
    CompletionStage<RoomRights> rights(Set<Room> rooms, Set<UUID> claimedAdmins);

    /** What is remembered of the room may be wrong. */
    void forget(Room room);
}
