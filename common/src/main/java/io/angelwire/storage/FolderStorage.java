package io.angelwire.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Files in a folder: {@code incoming/<id>.part} while they are written, {@code files/<last two digits>/<key>} then. One
 * becomes the other by renaming, so no one ever finds half a file.
 */
public final class FolderStorage implements FileStorage {

    private static final int BATCH = 500;

    private final Path incoming;
    private final Path files;

    /** Creates the folder if need be. */
    public FolderStorage(Path root) throws IOException {
        incoming = Files.createDirectories(root.resolve("incoming"));
        files = Files.createDirectories(root.resolve("files"));
    }

    @Override
    public StagedFile stage(InputStream content, long limit) throws IOException {
        return FolderStagedFile.write(incoming.resolve(UUID.randomUUID() + ".part"), content, limit, this::place);
    }

    @Override
    public InputStream open(UUID key, long from) throws IOException {
        FileChannel file = FileChannel.open(path(key), StandardOpenOption.READ);
        try {
            return Channels.newInputStream(file.position(from));
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    @Override
    public boolean delete(UUID key) throws IOException {
        return Files.deleteIfExists(path(key));
    }

    @Override
    public void visit(Instant storedBefore, Consumer<List<UUID>> keys) throws IOException {
        List<UUID> batch = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(files, Files::isDirectory)) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> here = Files.newDirectoryStream(folder)) {
                    for (Path file : here) {
                        key(file).filter(key -> isOlder(file, storedBefore)).ifPresent(batch::add);
                        if (batch.size() == BATCH) {
                            keys.accept(List.copyOf(batch));
                            batch.clear();
                        }
                    }
                }
            }
        }
        if (!batch.isEmpty()) {
            keys.accept(List.copyOf(batch));
        }
    }

    @Override
    public int forgetStaged(Instant stagedBefore) throws IOException {
        int forgotten = 0;
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(incoming, "*.part")) {
            for (Path part : parts) {
                if (isOlder(part, stagedBefore) && Files.deleteIfExists(part)) {
                    forgotten++;
                }
            }
        }
        return forgotten;
    }

    private Path place(UUID key) throws IOException {
        Path path = path(key);
        Files.createDirectories(path.getParent());
        return path;
    }

    /** The first digits of our ids are a time: by them all new files would be in one folder. */
    private Path path(UUID key) {
        String name = key.toString();
        return files.resolve(name.substring(name.length() - 2)).resolve(name);
    }

    private static Optional<UUID> key(Path file) {
        try {
            return Optional.of(UUID.fromString(file.getFileName().toString()));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static boolean isOlder(Path file, Instant moment) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException unreadable) {
            // Left alone: what can't be looked at must not be taken for old.
            return false;
        }
    }
}
