package io.angelwire.gateway.demo;

import io.angelwire.domain.user.Role;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** The people of the demo, with ids that documentation can name. The first of a role stands for it. */
enum DemoUser {
    INVESTOR("01980000-0000-7000-8000-000000000001", "Ines Investor", "investor", Role.INVESTOR),
    SECOND_INVESTOR("01980000-0000-7000-8000-000000000002", "Ivo Investor", "second-investor", Role.INVESTOR),
    FOUNDER("01980000-0000-7000-8000-000000000003", "Fatima Founder", "founder", Role.FOUNDER),
    ADMIN("01980000-0000-7000-8000-000000000004", "Adam Admin", "admin", Role.ADMIN);

    final UUID id;
    final String displayName;
    final String email;
    final Role role;

    DemoUser(String id, String displayName, String mailbox, Role role) {
        this.id = UUID.fromString(id);
        this.displayName = displayName;
        this.email = mailbox + "@demo.angelwire.example";
        this.role = role;
    }

    static Optional<DemoUser> byRole(String group) {
        return Arrays.stream(values())
                .filter(user -> user.role.group().equals(group))
                .findFirst();
    }

    static Optional<DemoUser> byEmail(String email) {
        return Arrays.stream(values())
                .filter(user -> user.email.equalsIgnoreCase(email))
                .findFirst();
    }
}
