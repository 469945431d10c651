package io.angelwire.gateway.security;

import io.angelwire.domain.user.Role;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who makes the present request, by its token. */
@RequestScoped
public class Caller {

    private final JsonWebToken token;

    Caller(JsonWebToken token) {
        this.token = token;
    }

    /** @throws AuthenticationFailedException if the token's subject isn't the id of a user */
    public UUID id() {
        try {
            return UUID.fromString(token.getSubject());
        } catch (IllegalArgumentException | NullPointerException notAnId) {
            throw new AuthenticationFailedException("the token's subject is not a UUID");
        }
    }

    public boolean isAdmin() {
        return is(Role.ADMIN);
    }

    public boolean is(Role role) {
        return token.getGroups().contains(role.group());
    }
}
