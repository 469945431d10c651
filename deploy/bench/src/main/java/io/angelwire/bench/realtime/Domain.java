package io.angelwire.bench.realtime;

import io.angelwire.bench.BenchException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Published pitches: whoever is signed in may be in their rooms. */
final class Domain {

    static final int PITCHES = 1_100;

    private static final String FOUNDER = id(0xf000);
    private static final String STARTUP = id(0xe000);

    private Domain() {}

    static String pitch(int number) {
        return id(0x1_0000 + number);
    }

    static List<String> pitches(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(Domain::pitch).toList();
    }

    static void create(Connection database) {
        try (PreparedStatement founder = database.prepareStatement(
                        "insert into users values (?::uuid, 'Founder', 'founder@example.com', 'FOUNDER', now())");
                PreparedStatement startup =
                        database.prepareStatement("insert into startups values (?::uuid, ?::uuid, 'Startup', now())");
                PreparedStatement pitch = database.prepareStatement("insert into pitches values (?::uuid, ?::uuid, "
                        + "'Pitch', 'A pitch', 'PUBLISHED', 'EUR', 1000000, now())")) {
            founder.setString(1, FOUNDER);
            founder.execute();
            startup.setString(1, STARTUP);
            startup.setString(2, FOUNDER);
            startup.execute();
            for (int i = 0; i < PITCHES; i++) {
                pitch.setString(1, pitch(i));
                pitch.setString(2, STARTUP);
                pitch.addBatch();
            }
            pitch.executeBatch();
        } catch (SQLException e) {
            throw new BenchException("Cannot create pitches: " + e.getMessage(), e);
        }
    }

    private static String id(int number) {
        return new UUID(0x0198_c0de_0000_7000L, 0x8000_0000_0000_0000L + number).toString();
    }
}
