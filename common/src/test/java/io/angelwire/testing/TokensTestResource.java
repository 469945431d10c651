package io.angelwire.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Makes the service under test trust the tokens of {@link TestTokens}. */
public class TokensTestResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of("mp.jwt.verify.publickey", TestTokens.publicKey(), "angelwire.jwt.issuer", TestTokens.ISSUER);
    }

    @Override
    public void stop() {}
}
