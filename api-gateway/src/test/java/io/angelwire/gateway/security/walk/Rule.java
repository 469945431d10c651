package io.angelwire.gateway.security.walk;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Who may do one operation with one kind of thing, and a request that would do it. */
final class Rule {

    /** All who have a token. */
    static final Actor[] SIGNED_IN = {
        Actor.INVESTOR, Actor.OTHER_INVESTOR, Actor.FOUNDER, Actor.OTHER_FOUNDER, Actor.ADMIN, Actor.SERVICE
    };

    private final String operation;
    private final Map<String, Function<World, ?>> parameters = new LinkedHashMap<>();
    private final Map<Actor, Outcome> outcomes = new EnumMap<>(Actor.class);
    private String thing = "";
    private BiConsumer<World, RequestSpecification> request = (world, prepared) -> {};

    private Rule(String operation) {
        this.operation = operation;
    }

    /** @param operation method and path, as the OpenAPI document has them */
    static Rule on(String operation) {
        return new Rule(operation);
    }

    /** Names what the operation is done with. */
    Rule of(String newThing) {
        thing = newThing;
        return this;
    }

    /** A parameter of the path; asked for in each try, so that each has a thing of its own. */
    Rule with(String parameter, Function<World, ?> value) {
        parameters.put(parameter, value);
        return this;
    }

    Rule header(String name, String value) {
        return request((world, prepared) -> prepared.header(name, value));
    }

    Rule query(String name, Object value) {
        return request((world, prepared) -> prepared.queryParam(name, value));
    }

    /** The JSON that the request carries. */
    Rule body(Function<World, Map<String, ?>> body) {
        return request(
                (world, prepared) -> prepared.contentType(ContentType.JSON).body(body.apply(world)));
    }

    /** Whatever else the request needs. */
    Rule request(BiConsumer<World, RequestSpecification> addition) {
        request = request.andThen(addition);
        return this;
    }

    Rule allows(Actor... actors) {
        return outcome(Outcome.ALLOWED, actors);
    }

    Rule admits(Actor... actors) {
        return outcome(Outcome.ADMITTED, actors);
    }

    Rule hides(Actor... actors) {
        return outcome(Outcome.HIDDEN, actors);
    }

    Rule isPublic() {
        return outcome(Outcome.ALLOWED, Actor.values());
    }

    private Rule outcome(Outcome outcome, Actor... actors) {
        for (Actor actor : actors) {
            outcomes.put(actor, outcome);
        }
        return this;
    }

    String operation() {
        return operation;
    }

    boolean letsNobodyIn() {
        return expected(Actor.NOBODY) == Outcome.UNAUTHENTICATED;
    }

    Outcome expected(Actor actor) {
        return outcomes.getOrDefault(actor, actor == Actor.NOBODY ? Outcome.UNAUTHENTICATED : Outcome.FORBIDDEN);
    }

    /** Whether a request can be for a thing that doesn't exist. */
    boolean namesAThing() {
        return !parameters.isEmpty();
    }

    Response tryAs(Actor actor, World world) {
        Map<String, Object> values = new LinkedHashMap<>();
        parameters.forEach((name, value) -> values.put(name, value.apply(world)));
        return send(actor, world, values);
    }

    /** The same for something that nobody has: the last parameter names the thing, those before it where it belongs. */
    Response tryNothingAs(Actor actor, World world) {
        Map<String, Object> values = new LinkedHashMap<>();
        String last = null;
        for (String name : parameters.keySet()) {
            values.put(name, parameters.get(name).apply(world));
            last = name;
        }
        values.put(last, UUID.randomUUID());
        return send(actor, world, values);
    }

    private Response send(Actor actor, World world, Map<String, Object> pathParameters) {
        RequestSpecification prepared = given();
        if (actor.role != null) {
            prepared.header("Authorization", "Bearer " + world.token(actor));
        }
        request.accept(world, prepared);
        String[] parts = operation.split(" ", 2);
        return prepared.pathParams(pathParameters).request(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return thing.isEmpty() ? operation : operation + " of " + thing;
    }
}
