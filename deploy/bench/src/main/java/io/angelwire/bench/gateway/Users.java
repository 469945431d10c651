package io.angelwire.bench.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Who asks: users of each role, with their tokens. */
final class Users {

    static final List<String> ROLES = List.of("investor", "service");
    static final String NAME = "Ines Investor";

    private static final int OF_A_ROLE = 64;

    private final Map<UUID, String> tokens = new HashMap<>();

    /** @param sign makes a token of a user and a role */
    Users(BiFunction<UUID, String, String> sign) {
        for (String role : ROLES) {
            for (UUID user : ids(role)) {
                tokens.put(user, sign.apply(user, role));
            }
        }
    }

    List<UUID> ids(String role) {
        long most = 0x0198_c0de_0000_7002L + ROLES.indexOf(role);
        return IntStream.range(0, OF_A_ROLE)
                .mapToObj(number -> new UUID(most, 0x8000_0000_0000_0000L + number))
                .toList();
    }

    static String email(UUID user) {
        return user + "@example.com";
    }

    String token(UUID user) {
        return tokens.get(user);
    }
}
