package io.angelwire.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    @TempDir
    private Path folder;

    @Test
    void isReadableByItsOwnerAlone() throws Exception {
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"), false)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.root())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void belongsToOneStackAtATime() {
        Path data = folder.resolve("data");
        try (DataDirectory ignored = DataDirectory.open(data, false)) {
            assertThatThrownBy(() -> DataDirectory.open(data, false))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("already runs")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
        DataDirectory.open(data, false).close();
    }

    @Test
    void freshForgetsDataButNotTheUnpackedPrograms() throws Exception {
        Path data = folder.resolve("data");
        DataDirectory.open(data, false).close();
        Files.writeString(data.resolve("redis/appendonly.aof"), "x");
        Files.createDirectories(data.resolve("programs/postgres"));

        DataDirectory.open(data, true).close();

        assertThat(data.resolve("redis")).isEmptyDirectory();
        assertThat(data.resolve("programs/postgres")).exists();
    }

    @Test
    void doesNotTakeSomebodyElsesFolder() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "x");
        assertThatThrownBy(() -> DataDirectory.open(folder, true))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("not a data folder of Angelwire");
        assertThat(folder.resolve("thesis.txt")).exists();
    }
}
