package io.angelwire.bench.admin;

import io.angelwire.bench.BenchException;
import io.angelwire.bench.BenchRedis;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The command {@code admin}. */
public final class AdminMain {

    private AdminMain() {}

    /** Exits with 2 if it did not understand, with 1 if it could not measure. Missed goals are no error. */
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.WARNING);
        Path module = Path.of(System.getProperty("angelwire.bench.module"));
        AdminOptions options;
        try {
            options = AdminOptions.parse(List.of(arguments), module.resolve("target/admin.json"));
        } catch (BenchException e) {
            System.err.println("angelwire: " + e.getMessage());
            System.exit(2);
            return;
        }
        int code = 0;
        try (BenchRedis redis = BenchRedis.start();
                LongQueue queue = new LongQueue(redis.port())) {
            Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
            AdminReport report = new AdminBenchmark(queue, options).run();
            report.write(options, redis.version());
            System.out.printf("%n%s%nAll figures: %s%n", report.table(), options.json());
        } catch (BenchException e) {
            System.err.println("\nangelwire: " + e.getMessage());
            code = 1;
        }
        System.exit(code);
    }
}
