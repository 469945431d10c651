package io.angelwire.realtime.server.auth;

/** What became of a token. */
public sealed interface TokenCheck {

    record Valid(Caller caller) implements TokenCheck {}

    /** Once valid, now past its expiry, which is all that is wrong with it. */
    record Expired() implements TokenCheck {}

    /** Malformed, forged, of another issuer or for another audience; the client isn't told which. */
    record Invalid() implements TokenCheck {}

    /** The issuer's keys can't be had; says nothing about the token. */
    record Unavailable() implements TokenCheck {}
}
