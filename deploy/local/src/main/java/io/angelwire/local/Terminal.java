package io.angelwire.local;

import io.angelwire.local.process.Announcer;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** Says things to the person who started the stack, each with the time of day. */
final class Terminal implements Announcer {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    @Override
    public void say(String line) {
        System.out.println("  " + LocalTime.now().format(TIME) + "  " + line);
    }
}
