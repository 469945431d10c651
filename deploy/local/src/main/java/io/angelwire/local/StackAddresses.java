package io.angelwire.local;

import io.angelwire.local.server.PostgresServer;
import java.net.URI;

/** Where the stack's public interfaces are. */
public record StackAddresses(Ports ports) {

    public URI api() {
        return URI.create("http://127.0.0.1:" + ports.of(Endpoint.API_GATEWAY));
    }

    public URI apiDocs() {
        return api().resolve("/q/swagger-ui");
    }

    public URI webSocket() {
        return webSocket(ports.of(Endpoint.REALTIME_SERVICE));
    }

    /** @param port of any node of the realtime service */
    public static URI webSocket(int port) {
        return URI.create("ws://127.0.0.1:" + port + "/ws");
    }

    /** What a service tells of itself in Prometheus' format. */
    public URI metrics(Service service) {
        return URI.create("http://127.0.0.1:" + ports.of(service.management()) + "/q/metrics");
    }

    /** Of the realtime service's first node: Socket.IO and REST. */
    public URI realtime() {
        return realtime(ports.of(Endpoint.REALTIME_SERVICE));
    }

    /** @param port of any node of the realtime service */
    public static URI realtime(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    public URI mailbox() {
        return URI.create("http://127.0.0.1:" + ports.of(Endpoint.MAILBOX));
    }

    public URI redis() {
        return URI.create("redis://127.0.0.1:" + ports.of(Endpoint.REDIS));
    }

    public URI postgres() {
        return URI.create("postgresql://" + PostgresServer.NAME + "@127.0.0.1:" + ports.of(Endpoint.POSTGRES) + "/"
                + PostgresServer.NAME);
    }
}
