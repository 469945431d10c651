package io.angelwire.job.consumer;

import io.angelwire.testing.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A test of the engine against a real Redis, with a queue of its own. */
abstract class QueueTest {

    private static RedisProcess server;
    QueueFixture fixture;

    @BeforeAll
    static void startRedis() {
        server = RedisProcess.start();
    }

    @AfterAll
    static void stopRedis() {
        server.close();
    }

    @BeforeEach
    void open() {
        fixture = new QueueFixture(server);
    }

    @AfterEach
    void close() {
        fixture.close();
    }
}
