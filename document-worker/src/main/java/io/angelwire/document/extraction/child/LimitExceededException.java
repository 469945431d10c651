package io.angelwire.document.extraction.child;

import org.xml.sax.SAXException;

/** A file has more than is read. A parser lets it through, since it comes from the handler of its output. */
final class LimitExceededException extends SAXException {

    private final transient ExtractorExit exit;

    LimitExceededException(ExtractorExit exit) {
        super(exit.name());
        this.exit = exit;
    }

    ExtractorExit exit() {
        return exit;
    }
}
