package io.angelwire.job.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The queue's atomic transitions, one Lua file each beside this package ({@code ../lua}). A file's header names its
 * keys, arguments and returns; the line {@code -- include: a, b} puts files of {@code lua/include} before it.
 *
 * <p>Every script takes one key, the queue's prefix ({@link QueueKeys#prefix}), and builds the others from it: all of
 * them carry the queue's hash tag, so that they live in one cluster slot.
 */
public enum Script {
    ENQUEUE(false),
    ENQUEUE_PLAIN(false),
    HEARTBEAT,
    TAKE,
    HELD,
    COMPLETE,
    END_CANCELLED,
    REQUEUE,
    FAIL,
    PROMOTE_DELAYED,
    RESCUE_STALLED,
    RETIRE_CONSUMER,
    CANCEL,
    REMOVABLE,
    REMOVE,
    RETRY,
    PROMOTE,
    CONFIGURE,
    REPORT,
    CHILD_ENDED,
    TRIM,
    PUT_SCHEDULE,
    REMOVE_SCHEDULE,
    PAUSE_SCHEDULE,
    RESUME_SCHEDULE,
    LIST_SCHEDULES,
    TICK(false),
    COUNT,
    FIND_JOBS,
    LIST_JOBS,
    NEWEST_WAITING,
    REVIEW_KEYS,
    MEMORY,
    EPOCH;

    /** What a script answers when the consumer that sent it was presumed dead. */
    public static final int LEASE_LOST = -1;

    private final String source;
    private final String sha1;

    Script() {
        this(true);
    }

    /**
     * At its memory limit Redis refuses scripts, unless they say that they may run then. What works jobs off must; only
     * what adds jobs is refused, before it has changed anything.
     */
    Script(boolean runsAtMemoryLimit) {
        String shebang = runsAtMemoryLimit ? "#!lua flags=allow-oom\n" : "#!lua\n";
        this.source = shebang + withIncludes(read(fileName()));
        this.sha1 = sha1(source);
    }

    public String fileName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".lua";
    }

    public String source() {
        return source;
    }

    /** The digest by which Redis knows the script (EVALSHA). */
    public String sha1() {
        return sha1;
    }

    private static String withIncludes(String script) {
        Matcher include = Pattern.compile("(?m)^-- include: (.+)$").matcher(script);
        if (!include.find()) {
            return script;
        }
        StringBuilder source = new StringBuilder();
        for (String name : include.group(1).split(", *")) {
            source.append(read("include/" + name + ".lua"));
        }
        return source.append(script).toString();
    }

    private static String read(String file) {
        try (InputStream in = Script.class.getResourceAsStream("/io/angelwire/job/lua/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no such script: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
