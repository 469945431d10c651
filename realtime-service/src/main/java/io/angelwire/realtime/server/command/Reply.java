package io.angelwire.realtime.server.command;

import io.angelwire.realtime.Offset;
import io.angelwire.realtime.Room;
import java.util.Map;

/**
 * The answer to a client's event.
 *
 * @param data what is acknowledged
 * @param confirmation the event that tells of the success where the client asked for no acknowledgement, or null
 * @param room the room that was joined, or null
 * @param offset of the room's newest event, or null
 * @param recovered as in {@link io.angelwire.realtime.server.hub.JoinAnswer#joined}
 */
public record Reply(Map<String, String> data, String confirmation, Room room, Offset offset, Boolean recovered) {}
