package io.angelwire.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The migration Job's container, as a process with the Job's own settings: the packaged gateway, and a real database. */
class DatabaseMigrationIT {

    private static final Path GATEWAY = Manifests.ROOT
            .resolve("../../api-gateway/target/quarkus-app/quarkus-run.jar")
            .normalize();

    private final Manifests manifests = Manifests.of("base");
    private final Container container =
            ConfigurationTest.container(manifests.pods().get("database-migration"));

    @Test
    void bringsTheSchemaUpToDateAndExits() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            assertThat(migrate(postgres.getPort())).isZero();
            assertThat(migrate(postgres.getPort())).as("once more").isZero();
            assertThat(migrations(postgres)).isPositive();
        }
    }

    private int migrate(int port) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        // It ends before the second compiler pays.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-jar",
                        GATEWAY.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/database-migration.log"));
        Map<String, String> environment = command.environment();
        environment.putAll(manifests.environment(container));
        environment.put("ANGELWIRE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres");
        environment.put("ANGELWIRE_DATABASE_USER", "postgres");
        environment.put("ANGELWIRE_DATABASE_PASSWORD", "postgres");
        Process process = command.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static int migrations(EmbeddedPostgres postgres) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from flyway_schema_history where success")) {
            result.next();
            return result.getInt(1);
        }
    }
}
