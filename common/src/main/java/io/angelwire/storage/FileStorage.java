package io.angelwire.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Where files are kept, apart from the rows that tell of them. Keys are ids of our own, used once: nothing that a user
 * says becomes a part of a name. All nodes see the same files.
 */
public interface FileStorage {

    /**
     * Reads a file to its end and keeps it aside, to be kept or forgotten.
     *
     * @param limit in bytes
     * @throws FileTooLargeException if there is more
     */
    StagedFile stage(InputStream content, long limit) throws IOException;

    /**
     * @param from how many bytes to leave out at the beginning, at most the file's size
     * @throws NoSuchFileException if there is no such file
     */
    InputStream open(UUID key, long from) throws IOException;

    /** @return whether there was one */
    boolean delete(UUID key) throws IOException;

    /**
     * Visits the keys of all files that were stored before the moment, some hundreds at a time, in any order. Files that
     * come or go meanwhile may be among them or not.
     */
    void visit(Instant storedBefore, Consumer<List<UUID>> keys) throws IOException;

    /**
     * Forgets what was staged before the moment and neither kept nor forgotten, because its process died.
     *
     * @return how many
     */
    int forgetStaged(Instant stagedBefore) throws IOException;
}
