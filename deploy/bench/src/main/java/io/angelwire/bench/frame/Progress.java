package io.angelwire.bench.frame;

/** Says what is under way to whoever waits for it. */
public final class Progress {

    private Progress() {}

    /** One line: what, and then how long it took. */
    public static void timed(String what, Runnable work) {
        long began = System.nanoTime();
        System.out.printf("  %s ... ", what);
        System.out.flush();
        work.run();
        System.out.printf("%.0f s%n", (System.nanoTime() - began) / 1e9);
    }
}
