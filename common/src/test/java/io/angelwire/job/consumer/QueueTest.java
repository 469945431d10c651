package io.angelwire.job.consumer;

import io.angelwire.testing.RedisEndpoint;
import io.angelwire.testing.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test of the engine against a real Redis, with a queue of its own. */
abstract class QueueTest {

    private static RedisEndpoint server;
    QueueFixture fixture;

    /** Where the tests run: one Redis process for all tests of a class, unless a subclass says otherwise. */
    RedisEndpoint server() {
        if (server == null) {
            server = RedisProcess.start();
        }
        return server;
    }

    @AfterAll
    static void stopRedis() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @BeforeEach
    void open() {
        fixture = new QueueFixture(server());
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}
