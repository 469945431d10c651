package io.angelwire.realtime.server.engineio;

/** What the peer sent is not of the protocol. The message names the rule and never quotes the peer. */
public final class MalformedPacketException extends Exception {

    public MalformedPacketException(String rule) {
        super(rule, null, false, false);
    }
}
