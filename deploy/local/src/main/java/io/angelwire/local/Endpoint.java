package io.angelwire.local;

import java.util.Locale;

/** Everything in the stack that listens, with the port that it has unless that one is taken. */
public enum Endpoint {
    API_GATEWAY(8080),
    API_GATEWAY_MANAGEMENT(9080),
    REALTIME_SERVICE(8081),
    REALTIME_SERVICE_MANAGEMENT(9081),
    /** Workers have nothing but their health and metrics. */
    EMAIL_WORKER(9082),
    NOTIFICATION_WORKER(9083),
    PAYMENT_WORKER(9084),
    DOCUMENT_WORKER(9085),
    ANALYTICS_WORKER(9086),
    POSTGRES(5432),
    REDIS(6379),
    SMTP(1025),
    MAILBOX(1080);

    private final int defaultPort;

    Endpoint(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    public int defaultPort() {
        return defaultPort;
    }

    /** As in {@code --port api-gateway=9000}. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As in {@code ANGELWIRE_PORT_API_GATEWAY=9000}. */
    public String environmentName() {
        return "ANGELWIRE_PORT_" + name();
    }
}
