package io.angelwire.gateway;

import io.angelwire.testing.PostgresTestResource;
import io.angelwire.testing.RedisTestResource;
import io.angelwire.testing.TokensTestResource;
import io.quarkus.test.common.QuarkusTestResource;

/** What every test of the gateway runs against: a real Postgres, a real Redis, and tokens that it trusts. */
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(RedisTestResource.class)
@QuarkusTestResource(TokensTestResource.class)
final class TestServers {}
