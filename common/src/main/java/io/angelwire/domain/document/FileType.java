package io.angelwire.domain.document;

/** What a document is to its readers; says nothing of the file's format. */
public enum FileType {
    /** Its text is indexed for search. */
    PITCH_DECK,
    FINANCIALS,
    LEGAL,
    OTHER
}
