package io.angelwire.gateway.demo;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.util.KeyUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Signs tokens for the demo's people, as an identity provider would. */
@ApplicationScoped
class DemoTokens {

    /** A signed token and its end. */
    record Token(String text, Instant expiresAt) {}

    private final DemoConfig config;
    private final String issuer;
    private final String audience;
    private final JWTParser verifier;
    private volatile PrivateKey key;

    DemoTokens(
            DemoConfig config,
            @ConfigProperty(name = "angelwire.jwt.issuer") String issuer,
            @ConfigProperty(name = "angelwire.jwt.audience") String audience,
            JWTParser verifier) {
        this.config = config;
        this.issuer = issuer;
        this.audience = audience;
        this.verifier = verifier;
    }

    /**
     * Reads the key, and makes sure that its tokens are accepted.
     *
     * @throws IllegalStateException which names the property that is wrong
     */
    void prepare() {
        Path file = config.privateKey()
                .orElseThrow(() -> new IllegalStateException(
                        "angelwire.demo.enabled=true needs angelwire.demo.private-key, a PEM file (PKCS #8)"));
        try {
            key = KeyUtils.decodePrivateKey(Files.readString(file));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("angelwire.demo.private-key is no readable PEM file (PKCS #8): " + file, e);
        }
        try {
            verifier.parse(tokenFor(DemoUser.INVESTOR).text());
        } catch (ParseException e) {
            throw new IllegalStateException(
                    "tokens signed with angelwire.demo.private-key are not accepted: it must belong to"
                            + " mp.jwt.verify.publickey.location, and angelwire.demo.token-lifetime be at most 24 h",
                    e);
        }
    }

    Token tokenFor(DemoUser user) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(config.tokenLifetime());
        String text = Jwt.issuer(issuer)
                .subject(user.id.toString())
                .upn(user.email)
                .claim("name", user.displayName)
                .claim("email", user.email)
                .audience(audience)
                .groups(Set.of(user.role.group()))
                .issuedAt(now)
                .expiresAt(end)
                .jws()
                .algorithm(SignatureAlgorithm.RS256)
                .sign(key);
        return new Token(text, end);
    }
}
