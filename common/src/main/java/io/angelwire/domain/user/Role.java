package io.angelwire.domain.user;

import java.util.Locale;

/** What a user may do. In tokens a role is a group, written in lower case. */
public enum Role {
    INVESTOR,
    FOUNDER,
    ADMIN,
    /** Another program, not a person. */
    SERVICE;

    /** The role as the {@code groups} claim carries it. */
    public String group() {
        return name().toLowerCase(Locale.ROOT);
    }
}
