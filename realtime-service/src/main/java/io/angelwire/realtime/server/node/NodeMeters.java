package io.angelwire.realtime.server.node;

import io.angelwire.realtime.server.connection.Connections;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.protocol.CloseCode;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** What this node counts anyway, as meters: nothing is measured for them on the way of an event. */
public final class NodeMeters {

    private NodeMeters() {}

    public static void register(Connections connections, Hub hub, BooleanSupplier subscribed, MeterRegistry registry) {
        Gauge.builder("angelwire.realtime.connections", connections, Connections::size)
                .description("Open connections of this node")
                .register(registry);
        Gauge.builder("angelwire.realtime.connections.anonymous", connections, Connections::anonymous)
                .description("Those of them that have not signed in yet")
                .register(registry);
        Gauge.builder("angelwire.realtime.rooms", hub, Hub::rooms)
                .description("Rooms that have members on this node")
                .register(registry);
        Gauge.builder("angelwire.realtime.subscribed", subscribed, up -> up.getAsBoolean() ? 1 : 0)
                .description("1 while events of all rooms arrive at this node")
                .strongReference(true)
                .register(registry);
        FunctionCounter.builder("angelwire.realtime.events.delivered", hub, Hub::delivered)
                .description("Live events given to connections, each counted once for each connection")
                .register(registry);
        for (CloseCode code : CloseCode.values()) {
            FunctionCounter.builder("angelwire.realtime.closed", connections, all -> all.closed(code))
                    .description("Connections that this node has ended, by reason")
                    .tag("reason", code.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }
}
