package io.angelwire.realtime.server.connection;

import java.util.List;
import java.util.Locale;

/** From which pages browsers may connect. */
public final class OriginPolicy {

    private static final String ANY_PORT = ":*";

    private final List<String> allowed;

    /** @param allowed origins; {@code :*} in place of a port stands for any, {@code *} alone for every origin */
    public OriginPolicy(List<String> allowed) {
        this.allowed = allowed.stream().map(OriginPolicy::normal).toList();
    }

    /**
     * @param origin the handshake's Origin header; null if it had none, which no browser does
     * @param host the handshake's Host header, or null
     */
    public boolean allows(String origin, String host) {
        if (origin == null) {
            return true;
        }
        String given = normal(origin);
        boolean ownPage =
                host != null && (given.equals("http://" + normal(host)) || given.equals("https://" + normal(host)));
        return ownPage || allowed.stream().anyMatch(pattern -> matches(pattern, given));
    }

    private static boolean matches(String pattern, String origin) {
        if (pattern.equals("*") || pattern.equals(origin)) {
            return true;
        }
        if (!pattern.endsWith(ANY_PORT)) {
            return false;
        }
        String portless = pattern.substring(0, pattern.length() - ANY_PORT.length());
        return origin.startsWith(portless)
                && origin.substring(portless.length()).matches("(:\\d{1,5})?");
    }

    private static String normal(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
