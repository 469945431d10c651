package io.angelwire.local;

/** The Quarkus services, in the order of their names on the screen. */
public enum Service {
    API_GATEWAY("api-gateway", Endpoint.API_GATEWAY),
    REALTIME_SERVICE("realtime-service", Endpoint.REALTIME_SERVICE),
    EMAIL_WORKER("email-worker", Endpoint.EMAIL_WORKER),
    NOTIFICATION_WORKER("notification-worker", Endpoint.NOTIFICATION_WORKER),
    PAYMENT_WORKER("payment-worker", Endpoint.PAYMENT_WORKER);

    private final String module;
    private final Endpoint endpoint;

    Service(String module, Endpoint endpoint) {
        this.module = module;
        this.endpoint = endpoint;
    }

    /** Folder of its Maven module, and what it is called. */
    public String module() {
        return module;
    }

    public Endpoint endpoint() {
        return endpoint;
    }
}
