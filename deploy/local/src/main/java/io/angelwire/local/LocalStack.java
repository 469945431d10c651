package io.angelwire.local;

import io.angelwire.local.process.Leftovers;
import io.angelwire.local.process.ProcessFailedException;
import io.angelwire.local.process.Program;
import io.angelwire.local.process.SupervisedProcess;
import io.angelwire.local.process.Supervisor;
import io.angelwire.local.server.QuarkusService;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Redis, PostgreSQL, a mail catcher and every service, running as processes of this machine until closed.
 *
 * <p>The servers start at the same time; then the gateway, since it applies the migrations; the other services when the
 * gateway is ready, so that none of them meets a table that is not there yet.
 */
public final class LocalStack implements AutoCloseable {

    private static final Duration SERVICE_START = Duration.ofSeconds(120);

    /** One more process of a service. */
    public record Node(int port, SupervisedProcess process) {}

    private final StackOptions options;
    private final DataDirectory directory;
    private final Supervisor supervisor;
    private final Thread closeAtExit = new Thread(this::closeAtExit, "stack-close");
    private final Map<Service, SupervisedProcess> services = new EnumMap<>(Service.class);
    private final List<SupervisedProcess> furtherNodes = new ArrayList<>();

    private Ports ports;
    private Servers servers;
    private ServiceEnvironment environment;
    private boolean closed;

    private LocalStack(StackOptions options, DataDirectory directory) {
        this.options = options;
        this.directory = directory;
        this.supervisor = new Supervisor(directory.logs(), directory.run(), options.announcer());
    }

    /**
     * Starts everything and waits until all of it is ready. A service that cannot start is announced and left alone.
     *
     * @throws StackException if the stack cannot run at all: a port, the data folder or a server is not to be had
     */
    public static LocalStack start(StackOptions options) throws InterruptedException {
        LocalStack stack = new LocalStack(options, DataDirectory.open(options.data()));
        Runtime.getRuntime().addShutdownHook(stack.closeAtExit);
        try {
            stack.startAll();
            return stack;
        } catch (IOException e) {
            stack.close();
            throw new StackException("Cannot start: " + e, e);
        } catch (RuntimeException | InterruptedException e) {
            stack.close();
            throw e;
        }
    }

    public Ports ports() {
        return ports;
    }

    public DataDirectory directory() {
        return directory;
    }

    public Path repository() {
        return options.repository();
    }

    public StackAddresses addresses() {
        return new StackAddresses(ports);
    }

    /** The one Redis, or the first node of the cluster. */
    public SupervisedProcess redis() {
        return servers.redis();
    }

    /** The Redis that has the keys with this hash tag at the moment; empty while none has. */
    public Optional<SupervisedProcess> redisMasterOf(String hashTag) {
        return servers.redisMasterOf(hashTag);
    }

    public SupervisedProcess postgres() {
        return servers.postgres();
    }

    public SupervisedProcess mailbox() {
        return servers.mailbox();
    }

    /** @return null for one that was not to be started */
    public SupervisedProcess service(Service service) {
        return services.get(service);
    }

    /** Everything that the stack runs, servers first. */
    public List<SupervisedProcess> processes() {
        return supervisor.processes();
    }

    /** A connection to the services' database, with their role. */
    public Connection connect() throws SQLException {
        return servers.database().connect();
    }

    /** Starts one more process of a service beside the first, and waits until it is ready. */
    public Node startAnotherNode(Service service) throws InterruptedException {
        int port = ports.another();
        String name = service.module() + "-" + (furtherNodes.size() + 2);
        SupervisedProcess node = supervisor.start(program(name, service, port, ports.another()));
        furtherNodes.add(node);
        node.awaitReady(SERVICE_START);
        return new Node(port, node);
    }

    /** Stops the services, then the servers, and leaves nothing running. Does nothing the second time. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<SupervisedProcess> allServices = new ArrayList<>(services.values());
        allServices.addAll(furtherNodes);
        // A signal to the whole process group has reached the servers too: they must not come back meanwhile.
        supervisor.dismissAll();
        supervisor.stop(allServices);
        supervisor.close();
        directory.close();
        try {
            Runtime.getRuntime().removeShutdownHook(closeAtExit);
        } catch (IllegalStateException e) {
            // This is the exit.
        }
    }

    private void closeAtExit() {
        options.announcer().say("Stopping ...");
        close();
        options.announcer().say("Stopped.");
    }

    private void startAll() throws IOException, InterruptedException {
        int leftovers = Leftovers.end(directory.run());
        if (leftovers > 0) {
            options.announcer().say("Ended %d processes that a killed run had left behind".formatted(leftovers));
        }
        ports = options.choosePorts();
        // Only now: what cannot start must not forget anything.
        if (options.fresh()) {
            directory.forget();
        }
        options.announcer()
                .say("Starting %s, PostgreSQL, the mailbox and %d services"
                        .formatted(
                                options.redisCluster() ? "a Redis Cluster" : "Redis",
                                options.services().size()));
        directory.rotateLogs();
        JwtKeys keys = JwtKeys.in(directory.keys());
        servers = Servers.start(options, directory, ports, supervisor);
        environment = new ServiceEnvironment(ports, servers, keys, directory.files());
        startService(Service.API_GATEWAY);
        awaitReadyUnlessItFails(Service.API_GATEWAY);
        for (Service service : options.services()) {
            if (service != Service.API_GATEWAY) {
                startService(service);
            }
        }
        for (Service service : options.services()) {
            awaitReadyUnlessItFails(service);
        }
    }

    private void startService(Service service) {
        int port = service.endpoint() == null ? 0 : ports.of(service.endpoint());
        Program program = program(service.module(), service, port, ports.of(service.management()));
        services.put(service, supervisor.start(program));
    }

    /** @param port of a service that is used by others; what a worker is given means nothing */
    private Program program(String name, Service service, int port, int managementPort) {
        return QuarkusService.small(
                name,
                options.repository().resolve(service.module()),
                port,
                managementPort,
                options.jvmOptions(service),
                environment.of(service),
                options.properties(service));
    }

    private void awaitReadyUnlessItFails(Service service) throws InterruptedException {
        try {
            services.get(service).awaitReady(SERVICE_START);
        } catch (ProcessFailedException e) {
            // Announced where it was given up. What can be served is served.
        }
    }
}
