package io.angelwire.job;

import java.util.regex.Pattern;

/** The syntax of keys that producers choose: they become parts of Redis keys. */
final class Keys {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,200}");

    private Keys() {}

    static void check(String what, String key) {
        if (key == null || !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("not a " + what + " (1 to 200 printable ASCII characters): " + key);
        }
    }
}
