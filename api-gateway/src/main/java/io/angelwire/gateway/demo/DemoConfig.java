package io.angelwire.gateway.demo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** People to try Angelwire with. Never on where real people are: whoever asks gets a token. */
@ConfigMapping(prefix = "angelwire.demo")
public interface DemoConfig {

    /** Whether demo users, pitches and sign-in exist. Default: false. */
    @WithDefault("false")
    boolean enabled();

    /**
     * PEM file (PKCS #8) of the RSA key that signs demo tokens; its public half must be the one that tokens are verified
     * with. Required if enabled.
     */
    Optional<Path> privateKey();

    /** How long a demo token is valid, at most 24 h. Default: 8 h. */
    @WithDefault("8h")
    Duration tokenLifetime();
}
