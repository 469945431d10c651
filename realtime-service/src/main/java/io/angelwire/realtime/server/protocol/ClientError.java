package io.angelwire.realtime.server.protocol;

/**
 * What a client is told when its frame can't be served.
 *
 * @param message one sentence for a person; carries nothing that the client didn't send or may not know
 */
public record ClientError(ErrorCode code, String message) {}
