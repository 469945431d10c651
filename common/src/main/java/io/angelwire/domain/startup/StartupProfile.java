package io.angelwire.domain.startup;

/**
 * What a founder says of a startup.
 *
 * @param name one line, 1 to 200 characters
 * @param description up to 4000 characters; empty for none
 * @param website its address; null for none
 */
public record StartupProfile(String name, String description, String website) {}
