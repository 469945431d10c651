package io.angelwire.realtime;

import io.angelwire.redis.Unsent;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A script beside this class, run by its hash; a server that doesn't know it is given the text. */
final class LuaScript {

    private final String name;
    private final String text;
    private final String sha;
    private final int keyCount;
    private final int argCount;
    /** Keys are on several servers. */
    private volatile boolean spread;

    private LuaScript(String name, String text, int keyCount, int argCount) {
        this.name = name;
        this.text = text;
        this.sha = sha1(text);
        this.keyCount = keyCount;
        this.argCount = argCount;
    }

    static LuaScript load(String name, int keyCount, int argCount) {
        try (InputStream in = LuaScript.class.getResourceAsStream("lua/" + name)) {
            if (in == null) {
                throw new IllegalStateException("script missing: " + name);
            }
            return new LuaScript(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), keyCount, argCount);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One run of the script. */
    record Call(List<String> keys, List<String> args) {}

    /** @param args the script's arguments; more than it names if it takes a list behind them */
    Call call(List<String> keys, List<String> args) {
        if (keys.size() != keyCount || args.size() < argCount) {
            throw new IllegalArgumentException(name + " takes " + keyCount + " keys and " + argCount + " arguments");
        }
        return new Call(keys, args);
    }

    /**
     * One pipelined round trip; in a cluster one for each first key, since a pipeline goes to one server. Calls with the
     * same first key keep their order. If a server doesn't know the script it is sent the text, and all that went to it
     * again; so the script must be harmless when it is repeated. Fails as a whole when one call fails, although the
     * others ran.
     */
    Future<List<Response>> run(Redis redis, List<Call> calls) {
        if (spread) {
            return runApart(redis, calls);
        }
        return pipeline(redis, calls).recover(failure -> {
            if (!says(failure, "CROSSSLOT")) {
                return Future.failedFuture(failure);
            }
            spread = true;
            return runApart(redis, calls);
        });
    }

    private Future<List<Response>> runApart(Redis redis, List<Call> calls) {
        Map<String, List<Integer>> byKey = new LinkedHashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            byKey.computeIfAbsent(calls.get(i).keys().get(0), key -> new ArrayList<>())
                    .add(i);
        }
        Response[] replies = new Response[calls.size()];
        List<Future<Void>> all = new ArrayList<>();
        for (List<Integer> indexes : byKey.values()) {
            all.add(pipeline(redis, indexes.stream().map(calls::get).toList()).map(some -> {
                for (int i = 0; i < indexes.size(); i++) {
                    replies[indexes.get(i)] = some.get(i);
                }
                return null;
            }));
        }
        return Future.join(all).map(done -> Arrays.asList(replies));
    }

    private Future<List<Response>> pipeline(Redis redis, List<Call> calls) {
        return Unsent.retry(() -> redis.batch(requests(Command.EVALSHA, sha, calls)))
                .recover(failure -> says(failure, "NOSCRIPT")
                        ? redis.batch(requests(Command.EVAL, text, calls))
                        : Future.failedFuture(failure));
    }

    private static boolean says(Throwable failure, String what) {
        return failure.getMessage() != null && failure.getMessage().contains(what);
    }

    private List<Request> requests(Command command, String script, List<Call> calls) {
        List<Request> requests = new ArrayList<>(calls.size());
        for (Call call : calls) {
            Request request = Request.cmd(command).arg(script).arg(keyCount);
            call.keys().forEach(request::arg);
            call.args().forEach(request::arg);
            requests.add(request);
        }
        return requests;
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return name;
    }

    int keyCount() {
        return keyCount;
    }

    int argCount() {
        return argCount;
    }
}
