package io.angelwire.gateway.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.angelwire.gateway.Stored;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.auth.principal.JWTParser;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DemoSwitchedOffTest {

    @Inject
    DataSource database;

    @Inject
    JWTParser verifier;

    @TempDir
    Path folder;

    @Test
    void nobodySignsIn() {
        given().contentType("application/json")
                .body("{\"role\":\"admin\"}")
                .post(DemoSignInResource.PATH)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("not-found"));
        assertThat(Stored.number(database, "select count(*) from users where email like '%@demo.angelwire.example'"))
                .isZero();
    }

    /** A refusal of the body would show that the address exists. */
    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "[]", "{\"role\":7}", "{\"rank\":\"admin\"}", "{}"})
    void nothingIsThereWhateverIsSent(String body) {
        given().contentType("application/json")
                .body(body)
                .post(DemoSignInResource.PATH)
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        given().contentType("text/plain")
                .body(body)
                .post(DemoSignInResource.PATH)
                .then()
                .statusCode(404);
        given().get(DemoSignInResource.PATH).then().statusCode(404);
    }

    @Test
    void switchingItOnNeedsAKey() {
        assertThatThrownBy(() -> tokens(Optional.empty()).prepare())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("angelwire.demo.private-key");
        assertThatThrownBy(
                        () -> tokens(Optional.of(folder.resolve("missing.pem"))).prepare())
                .hasMessageContaining("angelwire.demo.private-key");
    }

    @Test
    void aKeyWhoseTokensAreNotAcceptedIsFoundAtOnce() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] other = generator.generateKeyPair().getPrivate().getEncoded();
        Path file = Files.writeString(
                folder.resolve("other.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(other)
                        + "\n-----END PRIVATE KEY-----\n");

        assertThatThrownBy(() -> tokens(Optional.of(file)).prepare())
                .hasMessageContaining("angelwire.demo.private-key")
                .hasMessageContaining("mp.jwt.verify.publickey.location");
    }

    private DemoTokens tokens(Optional<Path> privateKey) {
        DemoConfig config = new DemoConfig() {
            @Override
            public boolean enabled() {
                return true;
            }

            @Override
            public Optional<Path> privateKey() {
                return privateKey;
            }

            @Override
            public Duration tokenLifetime() {
                return Duration.ofHours(1);
            }
        };
        return new DemoTokens(config, "https://identity.test.angelwire.example", "angelwire", verifier);
    }
}
