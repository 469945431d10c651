package io.angelwire.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses the port of each endpoint: the one asked for, else the default one if it is free, else any free one.
 *
 * <p>Any free one is looked for below the range from which the system serves outgoing connections: a port in that range
 * could be taken by a client while the process that owns it is being restarted.
 */
public final class Ports {

    private static final int LOWEST = 10_000;
    private static final int BELOW = 32_000;
    private static final int TRIES = 200;

    private final Map<Endpoint, Integer> chosen = new EnumMap<>(Endpoint.class);
    private final Set<Integer> taken = new HashSet<>();

    private Ports() {}

    /**
     * @param askedFor ports that must be these and no other
     * @throws StackException if one of them cannot be had
     */
    public static Ports choose(Map<Endpoint, Integer> askedFor) {
        Ports ports = new Ports();
        askedFor.forEach(ports::exactly);
        for (Endpoint endpoint : Endpoint.values()) {
            ports.chosen.computeIfAbsent(
                    endpoint, e -> ports.claim(e.defaultPort()) ? e.defaultPort() : ports.another());
        }
        return ports;
    }

    /** Free ports for everything, so that several stacks run side by side. */
    public static Ports anyFree() {
        Ports ports = new Ports();
        for (Endpoint endpoint : Endpoint.values()) {
            ports.chosen.put(endpoint, ports.another());
        }
        return ports;
    }

    public int of(Endpoint endpoint) {
        return chosen.get(endpoint);
    }

    /** One more free port. */
    public int another() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, BELOW);
            if (claim(port)) {
                return port;
            }
        }
        throw new StackException("No free port found between " + LOWEST + " and " + BELOW);
    }

    private void exactly(Endpoint endpoint, int port) {
        IOException refusal = tryToOpen(port);
        if (refusal != null) {
            throw new StackException(
                    "Port %d, asked for as the port of %s, %s. Choose another with --port %s=NUMBER or %s."
                            .formatted(
                                    port,
                                    endpoint.optionName(),
                                    describe(refusal),
                                    endpoint.optionName(),
                                    endpoint.environmentName()));
        }
        taken.add(port);
        chosen.put(endpoint, port);
    }

    private boolean claim(int port) {
        return !taken.contains(port) && tryToOpen(port) == null && taken.add(port);
    }

    /** @return why the system refused it; null if the port is free */
    private static IOException tryToOpen(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    static String describe(IOException refusal) {
        String reason = String.valueOf(refusal.getMessage());
        if (reason.contains("Permission denied")) {
            return "is privileged: the system lets only root open it";
        }
        return reason.contains("in use") ? "is taken by another program" : "cannot be opened: " + reason;
    }
}
