package io.angelwire.gateway.document;

import io.angelwire.domain.document.SearchHit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A document that was found.
 *
 * @param page of the best match, from 1
 */
@Schema(name = "DocumentSearchHit")
public record SearchHitView(
        DocumentView document,
        int page,

        @Schema(description = "HTML: text of that page, escaped, with what matched in `<mark>`")
        String snippet) {

    static SearchHitView of(SearchHit hit) {
        return new SearchHitView(DocumentView.of(hit.version()), hit.page(), html(hit.excerpt()));
    }

    /** The only tags are our own: everything that means something to HTML is escaped first. */
    static String html(String excerpt) {
        return excerpt.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace(String.valueOf(SearchHit.START), "<mark>")
                .replace(String.valueOf(SearchHit.STOP), "</mark>");
    }
}
