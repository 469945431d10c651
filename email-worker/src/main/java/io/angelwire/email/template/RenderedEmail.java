package io.angelwire.email.template;

/** A mail's two forms. */
public record RenderedEmail(String text, String html) {}
