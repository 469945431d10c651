package io.angelwire.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** A file beside those of the storage, on the same file system. */
final class FolderStagedFile implements StagedFile {

    /** Where a file is to go; makes the folder. */
    interface Placing {
        Path of(UUID key) throws IOException;
    }

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path part;
    private final long size;
    private final String sha256;
    private final Placing placing;
    private boolean kept;

    private FolderStagedFile(Path part, long size, String sha256, Placing placing) {
        this.part = part;
        this.size = size;
        this.sha256 = sha256;
        this.placing = placing;
    }

    static FolderStagedFile write(Path part, InputStream content, long limit, Placing placing) throws IOException {
        MessageDigest digest = sha256Digest();
        long size = 0;
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                size += read;
                if (size > limit) {
                    throw new FileTooLargeException(limit);
                }
                digest.update(buffer, 0, read);
                ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
                while (chunk.hasRemaining()) {
                    file.write(chunk);
                }
            }
            // A row must not outlive a power cut that its file didn't.
            file.force(true);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(part);
            throw failure;
        }
        return new FolderStagedFile(part, size, HexFormat.of().formatHex(digest.digest()), placing);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public String sha256() {
        return sha256;
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(part);
    }

    @Override
    public void keep(UUID key) throws IOException {
        Path target = placing.of(key);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        kept = true;
        syncFolder(target.getParent());
    }

    @Override
    public boolean isKept() {
        return kept;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The new name is the folder's content, not the file's. */
    private static void syncFolder(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
