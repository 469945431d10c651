package io.angelwire.testing;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/** Signs bearer tokens as the identity provider would. */
public final class TestTokens {

    public static final String ISSUER = "https://identity.test.angelwire.example";
    public static final String AUDIENCE = "angelwire";

    private static final KeyPair KEYS = newKeys();

    private TestTokens() {}

    public static String tokenFor(UUID userId, String role) {
        return token(userId, role, ISSUER, AUDIENCE, Instant.now().plus(Duration.ofMinutes(10)), KEYS);
    }

    /** A token that says who its user is, as those of identity providers do. */
    public static String tokenWithProfile(UUID userId, String role, String name, String email, Instant issuedAt) {
        return Jwt.issuer(ISSUER)
                .subject(userId.toString())
                .audience(AUDIENCE)
                .groups(Set.of(role))
                .claim("name", name)
                .claim("email", email)
                .issuedAt(issuedAt)
                .expiresAt(Instant.now().plus(Duration.ofMinutes(10)))
                .jws()
                .algorithm(SignatureAlgorithm.RS256)
                .sign(KEYS.getPrivate());
    }

    /** A token that is well-formed and of the right issuer, but past its expiry. */
    public static String expiredTokenFor(UUID userId, String role) {
        return token(userId, role, ISSUER, AUDIENCE, Instant.now().minus(Duration.ofHours(1)), KEYS);
    }

    /** Wrong in two ways: past its expiry, and for somebody else. */
    public static String expiredTokenForAudience(UUID userId, String role, String audience) {
        return token(userId, role, ISSUER, audience, Instant.now().minus(Duration.ofHours(1)), KEYS);
    }

    public static String tokenExpiringAt(UUID userId, String role, Instant expiry) {
        return token(userId, role, ISSUER, AUDIENCE, expiry, KEYS);
    }

    public static String tokenForAudience(UUID userId, String role, String audience) {
        return token(userId, role, ISSUER, audience, Instant.now().plus(Duration.ofMinutes(10)), KEYS);
    }

    public static String tokenOfIssuer(UUID userId, String role, String issuer) {
        return token(userId, role, issuer, AUDIENCE, Instant.now().plus(Duration.ofMinutes(10)), KEYS);
    }

    /** Signed by a key that nobody trusts. */
    public static String forgedTokenFor(UUID userId, String role) {
        return token(userId, role, ISSUER, AUDIENCE, Instant.now().plus(Duration.ofMinutes(10)), newKeys());
    }

    /** Signed (HS256) by what everybody knows: the key that signatures (RS256) are verified with. */
    public static String tokenSignedByThePublicKey(UUID userId, String role) {
        return Jwt.issuer(ISSUER)
                .subject(userId.toString())
                .audience(AUDIENCE)
                .groups(Set.of(role))
                .issuedAt(Instant.now())
                .expiresAt(Instant.now().plus(Duration.ofMinutes(10)))
                .jws()
                .algorithm(SignatureAlgorithm.HS256)
                .sign(new SecretKeySpec(publicKey().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    }

    /** PEM (X.509) of the key that tokens are verified with. */
    public static String publicKey() {
        return pem("PUBLIC KEY", KEYS.getPublic());
    }

    /** PEM (PKCS #8) of the key that signs. */
    public static String privateKey() {
        return pem("PRIVATE KEY", KEYS.getPrivate());
    }

    private static String pem(String label, Key key) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder().encodeToString(key.getEncoded()), label);
    }

    private static String token(
            UUID userId, String role, String issuer, String audience, Instant expiry, KeyPair keys) {
        return Jwt.issuer(issuer)
                .subject(userId.toString())
                .upn(userId.toString())
                .audience(audience)
                .groups(Set.of(role))
                .issuedAt(expiry.minus(Duration.ofHours(1)))
                .expiresAt(expiry)
                .jws()
                .algorithm(SignatureAlgorithm.RS256)
                .sign(keys.getPrivate());
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
