package io.angelwire.realtime.server.auth;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.protocol.ClientError;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Decides who may be in which room. */
public interface RoomAuthorization {

    /**
     * @return empty if the caller may join the room, else what it is told; fails if it can't be decided now
     */
    CompletionStage<Optional<ClientError>> refusal(Caller caller, Room room);
}
