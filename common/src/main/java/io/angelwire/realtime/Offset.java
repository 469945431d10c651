package io.angelwire.realtime;

/**
 * A position in a room's stream of events.
 *
 * @param epoch changes when events of the room may have been lost; offsets of different epochs can't be compared
 * @param seq 1, 2, 3 … in the room, without gaps; 0 stands before the first event
 */
public record Offset(String epoch, long seq) {}
