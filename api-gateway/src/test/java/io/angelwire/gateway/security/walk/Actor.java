package io.angelwire.gateway.security.walk;

import io.angelwire.domain.user.Role;

/** Who tries an operation. Things belong to {@link #INVESTOR} and {@link #FOUNDER}; the others of a role are strangers to them. */
enum Actor {
    /** Without a token. */
    NOBODY(null),
    INVESTOR(Role.INVESTOR),
    OTHER_INVESTOR(Role.INVESTOR),
    FOUNDER(Role.FOUNDER),
    OTHER_FOUNDER(Role.FOUNDER),
    ADMIN(Role.ADMIN),
    SERVICE(Role.SERVICE);

    final Role role;

    Actor(Role role) {
        this.role = role;
    }
}
