package io.angelwire.document.cleanup;

/** What a finished job tells: how much it has removed. */
public record CleanupResult(int removed) {}
