package io.angelwire.realtime.server.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.angelwire.realtime.Offset;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.hub.Member;
import io.angelwire.realtime.server.protocol.ClientError;

/** A client emitted an event. */
public interface ClientCall {

    Caller caller();

    /** The connection that it came by. */
    Member member();

    /** What came with the event; a missing or null node if nothing did. */
    JsonNode data();

    /** The last event of the room that the client has, or null. */
    Offset since();

    void succeed(Reply reply);

    void refuse(ClientError error);
}
