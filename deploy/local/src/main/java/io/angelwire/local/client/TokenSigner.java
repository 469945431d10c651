package io.angelwire.local.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Signs tokens of users that nobody has registered, with the key of the stack's demo sign-in: for crowds of clients. */
public final class TokenSigner {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    private static final Duration LIFETIME = Duration.ofHours(12);

    private final PrivateKey key;

    /**
     * @param privateKey PKCS#8 PEM file
     * @throws IllegalArgumentException if it is none
     */
    public TokenSigner(Path privateKey) throws IOException {
        String base64 = Files.readString(privateKey).replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            key = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(privateKey + " is no RSA key", e);
        }
    }

    /** @param role as the {@code groups} claim has it */
    public String sign(UUID user, String role) {
        long now = Instant.now().getEpochSecond();
        String signed = HEADER + "."
                + encode(("{\"iss\":\"https://identity.angelwire.example\",\"aud\":\"angelwire\",\"sub\":\"%s\","
                                + "\"upn\":\"%s@example.com\",\"groups\":[\"%s\"],\"iat\":%d,\"exp\":%d}")
                        .formatted(user, user, role, now, now + LIFETIME.toSeconds()));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has RS256", e);
        }
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
