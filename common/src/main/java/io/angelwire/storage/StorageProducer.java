package io.angelwire.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;

/** The storage that this installation has. */
@ApplicationScoped
class StorageProducer {

    @Produces
    @ApplicationScoped
    FileStorage storage(StorageConfig config) throws IOException {
        return new FolderStorage(config.folder());
    }
}
