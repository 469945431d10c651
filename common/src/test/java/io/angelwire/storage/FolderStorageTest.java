package io.angelwire.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStorageTest {

    private static final Instant TOMORROW = Instant.now().plus(Duration.ofDays(1));

    @TempDir
    Path folder;

    private final UUID key = UUID.randomUUID();
    private FolderStorage storage;

    @BeforeEach
    void emptyStorage() throws IOException {
        storage = new FolderStorage(folder);
    }

    @Test
    void keepsWhatWasStagedAndKnowsItsSizeAndHash() throws IOException {
        try (StagedFile staged = storage.stage(content("abc"), 3)) {
            assertThat(staged.size()).isEqualTo(3);
            assertThat(staged.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
            assertThat(read(staged.open())).isEqualTo("abc");
            staged.keep(key);
        }

        assertThat(read(storage.open(key, 0))).isEqualTo("abc");
        assertThat(read(storage.open(key, 2))).isEqualTo("c");
        assertThat(read(storage.open(key, 3))).isEmpty();
    }

    @Test
    void nobodyFindsWhatWasNotKept() throws IOException {
        storage.stage(content("abc"), 3).close();

        assertThat(visited(TOMORROW)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesWhatGoesOnPastTheLimitAndLeavesNothing() throws IOException {
        assertThatThrownBy(() -> storage.stage(content("abcd"), 3)).isInstanceOf(FileTooLargeException.class);
        assertThat(files()).isEmpty();
    }

    @Test
    void leavesNothingOfAStreamThatBreaks() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut off");
            }
        };

        assertThatThrownBy(() -> storage.stage(broken, 3)).hasMessage("cut off");
        assertThat(files()).isEmpty();
    }

    @Test
    void deletesOnce() throws IOException {
        storage.stage(content("abc"), 3).keep(key);

        assertThat(storage.delete(key)).isTrue();
        assertThat(storage.delete(key)).isFalse();
        assertThatThrownBy(() -> storage.open(key, 0)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void visitsOldFilesAloneAndNothingThatIsNotAFileOfOurs() throws IOException {
        storage.stage(content("abc"), 3).keep(key);
        Files.writeString(folder.resolve("files/notes.txt"), "not ours");
        Files.writeString(Files.createDirectories(folder.resolve("files/zz")).resolve("notes.txt"), "not ours");

        assertThat(visited(TOMORROW)).containsExactly(key);
        assertThat(visited(Instant.now().minusSeconds(60))).isEmpty();
    }

    @Test
    void forgetsWhatADeadProcessHasStaged() throws IOException {
        storage.stage(content("abc"), 3);

        assertThat(storage.forgetStaged(Instant.now().minusSeconds(60))).isZero();
        assertThat(storage.forgetStaged(TOMORROW)).isEqualTo(1);
        assertThat(files()).isEmpty();
    }

    private List<UUID> visited(Instant storedBefore) throws IOException {
        List<UUID> keys = new ArrayList<>();
        storage.visit(storedBefore, keys::addAll);
        return keys;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes());
    }

    private static String read(InputStream content) throws IOException {
        try (content) {
            return new String(content.readAllBytes());
        }
    }
}
