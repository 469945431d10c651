package io.angelwire.gateway.account;

import io.angelwire.domain.user.Role;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * What a token says of its user, as far as it is a whole.
 *
 * @param role the most powerful one, if there are several
 * @param issuedAt tells which of two tokens knows better
 */
record TokenProfile(UUID id, String name, String email, Role role, Instant issuedAt) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_EMAIL = 254;
    private static final Role[] BY_POWER = {Role.ADMIN, Role.SERVICE, Role.FOUNDER, Role.INVESTOR};

    /** @return empty if claims are missing or not usable: then nobody is to be made or changed by them */
    static Optional<TokenProfile> of(JsonWebToken token) {
        String name = token.getClaim("name") instanceof String text ? text.strip() : "";
        String email = token.getClaim("email") instanceof String text ? text.strip() : "";
        Optional<Role> role = Arrays.stream(BY_POWER)
                .filter(candidate -> token.getGroups().contains(candidate.group()))
                .findFirst();
        if (role.isEmpty()
                || !isUsable(name, LONGEST_NAME)
                || !isUsable(email, LONGEST_EMAIL)
                || !email.matches("[^@\\s]+@[^@\\s]+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TokenProfile(
                    UUID.fromString(token.getSubject()),
                    name,
                    email,
                    role.get(),
                    Instant.ofEpochSecond(token.getIssuedAtTime())));
        } catch (IllegalArgumentException | NullPointerException notAnId) {
            return Optional.empty();
        }
    }

    private static boolean isUsable(String text, int longest) {
        return !text.isEmpty()
                && text.length() <= longest
                && text.codePoints()
                        .noneMatch(codePoint -> Character.isISOControl(codePoint)
                                || Character.getType(codePoint) == Character.SURROGATE);
    }
}
