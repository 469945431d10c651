package io.angelwire.realtime.server.engineio;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids that can't be guessed: 20 characters that need no escaping in a URL, 120 random bits. */
public final class SessionIds {

    /** In characters. */
    public static final int LENGTH = 20;

    private static final int BYTES = 15;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SessionIds() {}

    public static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }
}
