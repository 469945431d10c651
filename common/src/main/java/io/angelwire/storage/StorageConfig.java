package io.angelwire.storage;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where files are kept. */
@ConfigMapping(prefix = "angelwire.storage")
public interface StorageConfig {

    /** The folder of the files; the same for all nodes, so on a shared file system where there are several machines. */
    Path folder();
}
