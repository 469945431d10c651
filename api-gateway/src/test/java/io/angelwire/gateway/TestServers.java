package io.angelwire.gateway;

import io.angelwire.gateway.queue.ProvingQueues;
import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.angelwire.testing.TokensTestResource;
import io.quarkus.test.common.QuarkusTestResource;

/** What every test of the gateway runs against: a real Postgres, a real Redis, tokens that it trusts, and
 * queues of its own. */
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
@QuarkusTestResource(TokensTestResource.class)
@QuarkusTestResource(ProvingQueues.class)
final class TestServers {}
