package io.angelwire.local;

import io.angelwire.local.server.PostgresServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The configuration that the stack gives to each service, as environment variables. */
final class ServiceEnvironment {

    private final Ports ports;
    private final Servers servers;
    private final JwtKeys keys;
    private final Path files;

    /** @param files folder of the uploaded documents */
    ServiceEnvironment(Ports ports, Servers servers, JwtKeys keys, Path files) {
        this.ports = ports;
        this.servers = servers;
        this.keys = keys;
        this.files = files;
    }

    Map<String, String> of(Service service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        environment.put("ANGELWIRE_REDIS_URL", servers.redisUrls());
        environment.put("ANGELWIRE_REDIS_TYPE", servers.redisIsCluster() ? "cluster" : "standalone");
        environment.put("ANGELWIRE_DATABASE_URL", servers.database().jdbcUrl());
        environment.put("ANGELWIRE_DATABASE_USER", PostgresServer.NAME);
        environment.put("ANGELWIRE_DATABASE_PASSWORD", servers.database().password());
        // Each connection is a process of PostgreSQL's. One machine's work needs few, and they may go when idle.
        environment.put("QUARKUS_DATASOURCE_JDBC_MAX_SIZE", "3");
        environment.put("QUARKUS_DATASOURCE_JDBC_IDLE_REMOVAL_INTERVAL", "1M");
        environment.put("MP_JWT_VERIFY_PUBLICKEY_LOCATION", keys.publicKey().toString());
        switch (service) {
            case API_GATEWAY -> {
                environment.put("ANGELWIRE_DATABASE_MIGRATE", "true");
                environment.put(
                        "ANGELWIRE_STORAGE_FOLDER", files.toAbsolutePath().toString());
                environment.put("ANGELWIRE_DEMO_ENABLED", "true");
                environment.put("ANGELWIRE_DEMO_PRIVATE_KEY", keys.privateKey().toString());
            }
            case EMAIL_WORKER -> {
                environment.put("ANGELWIRE_SMTP_HOST", "127.0.0.1");
                environment.put("ANGELWIRE_SMTP_PORT", Integer.toString(ports.of(Endpoint.SMTP)));
            }
            case DOCUMENT_WORKER -> {
                environment.put(
                        "ANGELWIRE_STORAGE_FOLDER", files.toAbsolutePath().toString());
                environment.put("ANGELWIRE_EXTRACTION_MEMORY", "128M");
            }
            default -> {}
        }
        return environment;
    }
}
