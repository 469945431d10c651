package io.angelwire.local;

import java.nio.file.Path;

/** Words for a POSIX shell. */
final class Shell {

    private Shell() {}

    /** As one word, whatever is in it; left alone where that is not needed. */
    static String quote(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
