package io.angelwire.job;

import java.security.SecureRandom;
import java.util.UUID;

/** Time-ordered unique ids. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** A new UUID of version 7 (RFC 9562, section 5.7): milliseconds since the epoch, then 74 random bits. */
    public static UUID newId() {
        long high = (System.currentTimeMillis() << 16) | 0x7000L | (RANDOM.nextInt() & 0xfffL);
        long low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
