package io.angelwire.document.extraction;

import io.angelwire.domain.document.IndexingFailure;
import java.util.List;

/** What came of reading a file. */
public sealed interface Extraction {

    /** @param pages from the first on; some may be empty */
    record Text(List<String> pages) implements Extraction {}

    /** The file's fault: to try again would come to the same. */
    record Unreadable(IndexingFailure failure) implements Extraction {}
}
