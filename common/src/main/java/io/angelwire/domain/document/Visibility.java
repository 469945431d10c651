package io.angelwire.domain.document;

/** Who may read a document, besides the startup's founder and admins. */
public enum Visibility {
    /** Everybody who may see the pitch, or for a document without one the startup. */
    PUBLIC,
    /** Those who have an investment in the startup that was neither cancelled nor refunded and has not failed. */
    INVESTORS,
    /** Nobody. */
    PRIVATE
}
