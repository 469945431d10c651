package io.angelwire.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the launcher was asked for on its command line and in its environment.
 *
 * @param ports endpoints that must have these ports
 */
record Arguments(Path data, boolean fresh, boolean demo, boolean redisCluster, Map<Endpoint, Integer> ports) {

    private static final int HIGHEST_PORT = 65535;

    /** @throws UsageException if an argument is not understood, or two ask for the same port */
    static Arguments parse(List<String> arguments, Map<String, String> environment, Path defaultData) {
        Path data = defaultData;
        boolean fresh = false;
        boolean demo = false;
        boolean redisCluster = false;
        Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            String port = environment.get(endpoint.environmentName());
            if (port != null) {
                ports.put(endpoint, port(endpoint.environmentName(), port));
            }
        }
        for (Iterator<String> left = arguments.iterator(); left.hasNext(); ) {
            String argument = left.next();
            switch (argument) {
                case "--data" -> data = Path.of(value(argument, left));
                case "--fresh" -> fresh = true;
                case "--demo" -> demo = true;
                case "--redis-cluster" -> redisCluster = true;
                case "--port" -> {
                    String[] assignment = value(argument, left).split("=", 2);
                    Endpoint endpoint = endpoint(assignment[0]);
                    ports.put(endpoint, port("--port " + assignment[0], assignment.length == 2 ? assignment[1] : ""));
                }
                default -> throw new UsageException("Unknown option " + argument);
            }
        }
        requireDifferent(ports);
        return new Arguments(data, fresh, demo, redisCluster, ports);
    }

    private static void requireDifferent(Map<Endpoint, Integer> ports) {
        Map<Integer, Endpoint> owners = new HashMap<>();
        ports.forEach((endpoint, port) -> {
            Endpoint other = owners.putIfAbsent(port, endpoint);
            if (other != null) {
                throw new UsageException("%s and %s cannot both have port %d"
                        .formatted(other.optionName(), endpoint.optionName(), port));
            }
        });
    }

    private static String value(String option, Iterator<String> left) {
        if (!left.hasNext()) {
            throw new UsageException("The option " + option + " needs a value");
        }
        return left.next();
    }

    private static Endpoint endpoint(String name) {
        return Arrays.stream(Endpoint.values())
                .filter(endpoint -> endpoint.optionName().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("--port knows no " + name + ", only "
                        + Arrays.stream(Endpoint.values())
                                .map(Endpoint::optionName)
                                .collect(Collectors.joining(", "))));
    }

    private static int port(String source, String text) {
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > HIGHEST_PORT) {
            throw new UsageException(
                    source + " needs a port number from 1 to " + HIGHEST_PORT + ", not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }
}
