package io.angelwire.bench.realtime.load;

import io.angelwire.local.client.TokenSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A token for each client, of a user of its own. Signed before anything is timed. */
final class Tokens {

    private final TokenSigner signer;
    private final List<String> tokens = new ArrayList<>();

    /** @param privateKey PKCS#8 PEM file */
    Tokens(Path privateKey) throws IOException {
        signer = new TokenSigner(privateKey);
    }

    String of(int number) {
        return tokens.get(number);
    }

    void prepare(int count) {
        while (tokens.size() < count) {
            tokens.add(sign(tokens.size()));
        }
    }

    /** Others for the first users, at least a second after the last. */
    void renew(int count) {
        for (int i = 0; i < count; i++) {
            tokens.set(i, sign(i));
        }
    }

    private String sign(int number) {
        return signer.sign(new UUID(0x0198_c0de_0000_7001L, 0x8000_0000_0000_0000L + number), "investor");
    }
}
