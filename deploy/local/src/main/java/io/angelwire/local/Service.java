package io.angelwire.local;

/** The Quarkus services, in the order of their names on the screen. */
public enum Service {
    API_GATEWAY("api-gateway", Endpoint.API_GATEWAY, Endpoint.API_GATEWAY_MANAGEMENT),
    REALTIME_SERVICE("realtime-service", Endpoint.REALTIME_SERVICE, Endpoint.REALTIME_SERVICE_MANAGEMENT),
    EMAIL_WORKER("email-worker", Endpoint.EMAIL_WORKER),
    NOTIFICATION_WORKER("notification-worker", Endpoint.NOTIFICATION_WORKER),
    PAYMENT_WORKER("payment-worker", Endpoint.PAYMENT_WORKER),
    DOCUMENT_WORKER("document-worker", Endpoint.DOCUMENT_WORKER),
    ANALYTICS_WORKER("analytics-worker", Endpoint.ANALYTICS_WORKER);

    private final String module;
    private final Endpoint endpoint;
    private final Endpoint management;

    /** A worker: it serves nobody. */
    Service(String module, Endpoint management) {
        this(module, null, management);
    }

    Service(String module, Endpoint endpoint, Endpoint management) {
        this.module = module;
        this.endpoint = endpoint;
        this.management = management;
    }

    /** Folder of its Maven module, and what it is called. */
    public String module() {
        return module;
    }

    /** Where it is used; null for a worker. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Where its health and metrics are. */
    public Endpoint management() {
        return management;
    }
}
