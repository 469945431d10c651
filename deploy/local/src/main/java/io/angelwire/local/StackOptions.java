package io.angelwire.local;

import io.angelwire.local.process.Announcer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a stack is started with. */
public final class StackOptions {

    private final Path repository;
    private final Path data;
    private boolean fresh;
    private boolean anyFreePorts;
    private boolean redisCluster;
    private List<Service> services = List.of(Service.values());
    private Path programs;
    private Announcer announcer = line -> {};
    private final Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
    private final Map<Service, Map<String, String>> properties = new EnumMap<>(Service.class);
    private final Map<Service, List<String>> jvmOptions = new EnumMap<>(Service.class);

    /**
     * @param repository root of the repository, in which the services have been packaged
     * @param data folder for all that the stack keeps
     */
    public StackOptions(Path repository, Path data) {
        this.repository = repository.toAbsolutePath().normalize();
        this.data = data.toAbsolutePath().normalize();
    }

    /** Forgets what an earlier run left in the data folder. */
    public StackOptions fresh(boolean value) {
        fresh = value;
        return this;
    }

    /** A port that must be this one; the start fails if it is taken. */
    public StackOptions port(Endpoint endpoint, int port) {
        ports.put(endpoint, port);
        return this;
    }

    /** Free ports for everything, so that several stacks run side by side. */
    public StackOptions anyFreePorts() {
        anyFreePorts = true;
        return this;
    }

    /** A Redis Cluster instead of one Redis. */
    public StackOptions redisCluster(boolean value) {
        redisCluster = value;
        return this;
    }

    /** These services and no others; all of them unless said. The gateway is always one of them. */
    public StackOptions services(Service... some) {
        services = List.of(some);
        return this;
    }

    /** Where the servers are unpacked to; in the data folder unless said. Stacks may share it. */
    public StackOptions programs(Path folder) {
        programs = folder.toAbsolutePath().normalize();
        return this;
    }

    public StackOptions announcer(Announcer value) {
        announcer = value;
        return this;
    }

    /** Sets a configuration property of a service. */
    public StackOptions property(Service service, String name, String value) {
        properties.computeIfAbsent(service, s -> new LinkedHashMap<>()).put(name, value);
        return this;
    }

    /** Gives a service's JVM an option beside the stack's own, or in place of one of them: {@code -Xmx512m}. */
    public StackOptions jvmOption(Service service, String option) {
        jvmOptions.computeIfAbsent(service, s -> new ArrayList<>()).add(option);
        return this;
    }

    Path repository() {
        return repository;
    }

    Path data() {
        return data;
    }

    boolean fresh() {
        return fresh;
    }

    boolean redisCluster() {
        return redisCluster;
    }

    List<Service> services() {
        return services;
    }

    Path programs(DataDirectory directory) {
        return programs == null ? directory.programs() : programs;
    }

    Announcer announcer() {
        return announcer;
    }

    Map<String, String> properties(Service service) {
        return properties.getOrDefault(service, Map.of());
    }

    List<String> jvmOptions(Service service) {
        return jvmOptions.getOrDefault(service, List.of());
    }

    Ports choosePorts() {
        return anyFreePorts ? Ports.anyFree() : Ports.choose(ports);
    }
}
