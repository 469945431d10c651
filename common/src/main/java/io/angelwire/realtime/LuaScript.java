package io.angelwire.realtime;

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
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/** A script beside this class, run by its hash; Redis is given the text when it doesn't know it. */
final class LuaScript {

    private final String name;
    private final String text;
    private final String sha;
    private final int keyCount;
    private final int argCount;

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

    /** @param args the script's arguments; more than it names if it takes a list behind them */
    Request request(List<String> keys, List<String> args) {
        if (keys.size() != keyCount || args.size() < argCount) {
            throw new IllegalArgumentException(name + " takes " + keyCount + " keys and " + argCount + " arguments");
        }
        Request request = Request.cmd(Command.EVALSHA).arg(sha).arg(keyCount);
        keys.forEach(request::arg);
        args.forEach(request::arg);
        return request;
    }

    /**
     * One pipelined round trip. If the server doesn't know the script it is loaded and the whole batch sent again; so
     * the script must be harmless when it is repeated. The batch fails as a whole when one of its requests fails,
     * although the others ran.
     */
    Future<List<Response>> run(Redis redis, Supplier<List<Request>> requests) {
        return redis.batch(requests.get()).recover(failure -> {
            if (failure.getMessage() == null || !failure.getMessage().contains("NOSCRIPT")) {
                return Future.failedFuture(failure);
            }
            return redis.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(text))
                    .compose(loaded -> redis.batch(requests.get()));
        });
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
