package io.angelwire.document.extraction;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much is done for the text of one file. */
@ConfigMapping(prefix = "angelwire.extraction")
public interface ExtractionConfig {

    /** How long reading may take. Default: a minute. */
    @WithDefault("60s")
    Duration timeout();

    /** The heap of the process that reads; there are as many at once as queue documents has concurrency. */
    @WithDefault("256M")
    MemorySize memory();

    /** A file with more pages or slides is refused. */
    @WithDefault("500")
    int maxPages();

    /** A file with more text is refused. In UTF-16 code units. */
    @WithDefault("2000000")
    int maxCharacters();
}
