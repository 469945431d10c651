package io.angelwire.document.cleanup;

import io.angelwire.storage.FileStorage;
import io.angelwire.storage.StagedFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** A storage that deletes one file, and then its process dies. */
record DyingStorage(FileStorage storage) implements FileStorage {

    @Override
    public StagedFile stage(InputStream content, long limit) throws IOException {
        return storage.stage(content, limit);
    }

    @Override
    public InputStream open(UUID key, long from) throws IOException {
        return storage.open(key, from);
    }

    @Override
    public boolean delete(UUID key) throws IOException {
        storage.delete(key);
        throw new SimulatedDeath();
    }

    @Override
    public void visit(Instant storedBefore, Consumer<List<UUID>> keys) throws IOException {
        storage.visit(storedBefore, keys);
    }

    @Override
    public int forgetStaged(Instant stagedBefore) throws IOException {
        return storage.forgetStaged(stagedBefore);
    }
}
