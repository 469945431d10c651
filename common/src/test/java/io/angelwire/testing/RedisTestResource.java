package io.angelwire.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A real Redis for a Quarkus test, which may end and restart it: a field of type {@link RedisProcess} is given it. */
public class RedisTestResource implements QuarkusTestResourceLifecycleManager {

    private Path directory;
    private RedisProcess redis;

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        redis = RedisProcess.start("appendonly yes", "appendfsync everysec", "dir " + directory);
        return Map.of("angelwire.redis.url", redis.url());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(redis, new TestInjector.MatchesType(RedisProcess.class));
    }

    @Override
    public void stop() {
        if (redis != null) {
            redis.close();
        }
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
