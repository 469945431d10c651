package io.angelwire.bench.realtime.load;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** A token for each client, of a user of its own. Signed before anything is timed. */
final class Tokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    private static final long LIFETIME_SECONDS = 12 * 3600;

    private final PrivateKey key;
    private final List<String> tokens = new ArrayList<>();

    /** @param privateKey PKCS#8 PEM file */
    Tokens(Path privateKey) throws Exception {
        String base64 = Files.readString(privateKey).replaceAll("-----[A-Z ]+-----|\\s", "");
        key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    String of(int number) {
        return tokens.get(number);
    }

    void prepare(int count) throws GeneralSecurityException {
        while (tokens.size() < count) {
            tokens.add(sign(new UUID(0x0198_c0de_0000_7001L, 0x8000_0000_0000_0000L + tokens.size())));
        }
    }

    private String sign(UUID user) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String signed = HEADER + "."
                + encode(("{\"iss\":\"https://identity.angelwire.example\",\"aud\":\"angelwire\",\"sub\":\"%s\","
                                + "\"upn\":\"%s@example.com\",\"groups\":[\"investor\"],\"iat\":%d,\"exp\":%d}")
                        .formatted(user, user, now, now + LIFETIME_SECONDS));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + BASE64.encodeToString(signature.sign());
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
