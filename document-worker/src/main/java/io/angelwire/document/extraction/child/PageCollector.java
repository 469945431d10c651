package io.angelwire.document.extraction.child;

import io.angelwire.domain.document.SearchHit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Collects the text of a parsed file page by page, within limits. Files without pages are cut into parts of some length.
 */
final class PageCollector extends DefaultHandler {

    /** What a page of a PDF and a slide are to Tika. */
    private static final Set<String> PAGE_CLASSES = Set.of("page", "slide-content");

    /** Ends a word or a line. */
    private static final Set<String> BLOCKS = Set.of("p", "div", "tr", "td", "th", "li", "h1", "h2", "h3", "h4", "br");

    /** Postgres indexes texts of up to a mebibyte. */
    private static final int LONGEST_PAGE = 50_000;

    private final int maxPages;
    private final int maxCharacters;
    private final List<StringBuilder> pages = new ArrayList<>();
    private boolean inBody;
    private boolean paged;
    private int characters;

    PageCollector(int maxPages, int maxCharacters) {
        this.maxPages = maxPages;
        this.maxCharacters = maxCharacters;
        pages.add(new StringBuilder());
    }

    @Override
    public void startElement(String uri, String name, String qualifiedName, Attributes attributes)
            throws LimitExceededException {
        if (name.equals("body")) {
            inBody = true;
        } else if (name.equals("div") && isPage(attributes.getValue("class"))) {
            if (paged) {
                beginPage();
            }
            paged = true;
        }
    }

    @Override
    public void endElement(String uri, String name, String qualifiedName) {
        if (name.equals("body")) {
            inBody = false;
        } else if (BLOCKS.contains(name)) {
            last().append('\n');
        }
    }

    @Override
    public void characters(char[] text, int start, int length) throws LimitExceededException {
        if (!inBody) {
            return;
        }
        characters += length;
        if (characters > maxCharacters) {
            throw new LimitExceededException(ExtractorExit.TOO_MUCH_TEXT);
        }
        for (int i = start; i < start + length; i++) {
            if (last().length() >= LONGEST_PAGE && !Character.isLowSurrogate(text[i])) {
                if (paged) {
                    throw new LimitExceededException(ExtractorExit.TOO_MUCH_TEXT);
                }
                beginPage();
            }
            last().append(clean(text[i]));
        }
    }

    @Override
    public void ignorableWhitespace(char[] text, int start, int length) throws LimitExceededException {
        characters(text, start, length);
    }

    List<String> pages() {
        return pages.stream().map(StringBuilder::toString).map(String::strip).toList();
    }

    private static boolean isPage(String classes) {
        return classes != null && PAGE_CLASSES.contains(classes);
    }

    private void beginPage() throws LimitExceededException {
        if (pages.size() == maxPages) {
            throw new LimitExceededException(ExtractorExit.TOO_MANY_PAGES);
        }
        pages.add(new StringBuilder());
    }

    private StringBuilder last() {
        return pages.get(pages.size() - 1);
    }

    /** Without what Postgres can't store and what marks hits. */
    private static char clean(char c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        return control || c == SearchHit.START || c == SearchHit.STOP ? ' ' : c;
    }
}
