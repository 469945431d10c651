package io.angelwire.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JwtKeysTest {

    @TempDir
    private Path folder;

    @Test
    void onlyTheOwnerReadsThePrivateKey() throws Exception {
        JwtKeys keys = JwtKeys.in(folder);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.privateKey())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(keys.privateKey())).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(Files.readString(keys.publicKey())).startsWith("-----BEGIN PUBLIC KEY-----\n");
    }

    @Test
    void keysOutliveARestart() throws Exception {
        String first = Files.readString(JwtKeys.in(folder).privateKey());
        assertThat(Files.readString(JwtKeys.in(folder).privateKey())).isEqualTo(first);
    }
}
