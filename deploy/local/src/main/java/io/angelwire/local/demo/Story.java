package io.angelwire.local.demo;

import java.io.PrintStream;

/** Tells what happens, each line with the milliseconds since the beginning. */
final class Story {

    private final PrintStream out;
    private final long beginNanos = System.nanoTime();

    Story(PrintStream out) {
        this.out = out;
    }

    void chapter(String title) {
        out.printf("%n%s%n", title);
    }

    void step(String text) {
        line("  ", text);
    }

    void event(String text) {
        line("  « ", text);
    }

    private synchronized void line(String indent, String text) {
        out.printf("%8d ms%s%s%n", (System.nanoTime() - beginNanos) / 1_000_000, indent, text);
    }
}
