package io.angelwire.job.consumer;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One registration of this process as a consumer of a queue. It covers every job taken under its name; a process that
 * lost it (paused for too long, Redis emptied) goes on under a new one.
 */
final class Lease {

    private final String consumer;
    private final AtomicBoolean lost = new AtomicBoolean();

    Lease(String consumer) {
        this.consumer = consumer;
    }

    /** Unique for ever: nobody else can mean this registration. */
    String consumer() {
        return consumer;
    }

    boolean isLost() {
        return lost.get();
    }

    /** @return whether it was still held until now */
    boolean lose() {
        return lost.compareAndSet(false, true);
    }
}
