package io.angelwire.realtime.server.engineio;

/** Why a session ended. */
public enum CloseReason {
    /** The client said that it goes. */
    CLOSED_BY_CLIENT,
    /** The connection underneath ended or broke. */
    TRANSPORT_CLOSED,
    PING_TIMEOUT,
    /** The client sent what is not of the protocol. */
    PROTOCOL_ERROR,
    /** The server ended it. */
    CLOSED_BY_SERVER
}
