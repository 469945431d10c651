package io.angelwire.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/** A complete file that nobody finds yet. Closing it forgets it, unless it was kept. */
public interface StagedFile extends AutoCloseable {

    /** In bytes. */
    long size();

    /** Of the content, as 64 hexadecimal digits. */
    String sha256();

    InputStream open() throws IOException;

    /** From now on the storage has it under this key, as a whole and durably. */
    void keep(UUID key) throws IOException;

    boolean isKept();

    @Override
    void close();
}
