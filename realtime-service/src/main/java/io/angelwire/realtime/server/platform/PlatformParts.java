package io.angelwire.realtime.server.platform;

import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.command.ClientCommands;
import io.angelwire.realtime.server.connection.SessionParts;

/**
 * What all clients of the namespace share.
 *
 * @param recovery null if clients can't be recovered
 * @param maxEventSize characters of an event, and bytes of what is attached to it
 */
record PlatformParts(
        SessionParts sessions,
        ClientCommands commands,
        RoomAuthorization authorization,
        Recovery recovery,
        int maxEventSize) {}
