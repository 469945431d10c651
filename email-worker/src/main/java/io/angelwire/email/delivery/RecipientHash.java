package io.angelwire.email.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The form in which the ledger knows a recipient. */
public final class RecipientHash {

    private RecipientHash() {}

    /** SHA-256 of the lower-case address, in hexadecimal. */
    public static String of(String address) {
        return sha256(address.toLowerCase(Locale.ROOT));
    }

    static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
