package io.angelwire.gateway.demo;

import io.angelwire.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The demo switched on, another origin allowed, and no Redis at all: together, because each profile starts the
 * application anew.
 */
public class DemoProfile implements QuarkusTestProfile {

    static final String ORIGIN = "https://app.angelwire.example";

    @Override
    public Map<String, String> getConfigOverrides() {
        // A port that nobody is given by chance, whatever other tests start meanwhile.
        String nobody = "redis://127.0.0.1:1";
        return Map.of(
                "angelwire.demo.enabled", "true",
                "angelwire.demo.private-key", privateKey().toString(),
                "angelwire.cors.origins", ORIGIN,
                "quarkus.redis.hosts", nobody,
                "quarkus.redis.blocking.hosts", nobody);
    }

    private static Path privateKey() {
        try {
            Path file = Files.createTempFile("demo", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, TestTokens.privateKey());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
