package io.angelwire.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The key pair that stands for an identity provider's: the gateway's demo sign-in signs with the private key, every
 * service verifies with the public one.
 *
 * @param privateKey PKCS#8 PEM, readable by its owner alone
 * @param publicKey X.509 PEM
 */
public record JwtKeys(Path privateKey, Path publicKey) {

    private static final int BITS = 2048;
    private static final int PEM_LINE = 64;

    /** Makes the pair at the first start, finds it at later ones, so that tokens outlive a restart. */
    public static JwtKeys in(Path folder) {
        JwtKeys keys = new JwtKeys(folder.resolve("jwt-private.pem"), folder.resolve("jwt-public.pem"));
        try {
            // The public key is written last: it tells that both are whole.
            if (!Files.exists(keys.publicKey)) {
                keys.generate();
            }
            return keys;
        } catch (IOException e) {
            throw new StackException("Cannot write the keys of the demo sign-in to " + folder + ": " + e, e);
        }
    }

    private void generate() throws IOException {
        KeyPair pair = newPair();
        Files.deleteIfExists(privateKey);
        Files.createFile(
                privateKey, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(privateKey, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.writeString(publicKey, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has RSA", e);
        }
    }

    private static String pem(String type, byte[] der) {
        String body = Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
