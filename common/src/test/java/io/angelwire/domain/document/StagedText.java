package io.angelwire.domain.document;

import io.angelwire.storage.StagedFile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A staged file in memory, that says under which keys it was kept. */
final class StagedText implements StagedFile {

    final List<UUID> keys = new ArrayList<>();

    static NewFile newFile() {
        return new NewFile(ContentType.PDF, new StagedText());
    }

    @Override
    public long size() {
        return 3;
    }

    @Override
    public String sha256() {
        return "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream("abc".getBytes());
    }

    @Override
    public void keep(UUID key) {
        keys.add(key);
    }

    @Override
    public boolean isKept() {
        return !keys.isEmpty();
    }

    @Override
    public void close() {}
}
