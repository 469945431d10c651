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
        try (DataDirectory directory = DataDirectory.open(folder.resolve("data"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.root())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void belongsToOneStackAtATime() {
        Path data = folder.resolve("data");
        try (DataDirectory ignored = DataDirectory.open(data)) {
            assertThatThrownBy(() -> DataDirectory.open(data))
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("already runs")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
        DataDirectory.open(data).close();
    }

    @Test
    void freshForgetsDataButNotTheUnpackedPrograms() throws Exception {
        Path data = folder.resolve("data");
        DataDirectory.open(data).close();
        Files.writeString(data.resolve("redis/appendonly.aof"), "x");
        Files.createDirectories(data.resolve("programs/postgres"));
        Files.writeString(data.resolve("demo.env"), "INVESTOR=signed by a key that is gone");

        try (DataDirectory directory = DataDirectory.open(data)) {
            directory.forget();
        }

        assertThat(data.resolve("redis")).isEmptyDirectory();
        assertThat(data.resolve("demo.env")).doesNotExist();
        assertThat(data.resolve("programs/postgres")).exists();
    }

    @Test
    void saysInASentenceWhyAFolderCannotBeUsed() throws Exception {
        assertThatThrownBy(() -> DataDirectory.open(Path.of("/proc/angelwire")))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("The folder /proc/angelwire cannot hold the stack's data: ")
                .hasMessageEndingWith("Choose another with --data DIR.")
                .hasMessageNotContaining("Exception");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> DataDirectory.open(file)).hasMessageContaining("there is a file of that name");
    }

    @Test
    void doesNotTakeSomebodyElsesFolder() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "x");
        assertThatThrownBy(() -> DataDirectory.open(folder))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("not a data folder of Angelwire");
        assertThat(folder.resolve("thesis.txt")).exists();
    }
}
