package io.angelwire.realtime.server.engineio;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Long-polling: packets leave as the answer to a GET that is held until there are any. */
final class PollingTransport implements Transport {

    static final String NAME = "polling";

    /** What was answered and the network has not taken: who asks again without reading must not fill the memory. */
    private final AtomicLong unsent = new AtomicLong();

    private Poll held;
    /** Ends the POST that is under way; null if none is. */
    private Runnable abortPost;

    @Override
    public String name() {
        return NAME;
    }

    /** @return false, and nothing has changed, if another is held */
    boolean hold(Poll poll) {
        if (held != null) {
            return false;
        }
        held = poll;
        return true;
    }

    /** @return false if it is not the one that is held */
    boolean release(Poll poll) {
        if (held != poll) {
            return false;
        }
        held = null;
        return true;
    }

    /**
     * @param abort ends the POST; called if the session ends or goes elsewhere before {@link #endPost}
     * @return false if a POST is under way
     */
    boolean beginPost(Runnable abort) {
        if (abortPost != null) {
            return false;
        }
        abortPost = abort;
        return true;
    }

    void endPost() {
        abortPost = null;
    }

    private void abortPost() {
        if (abortPost != null) {
            abortPost.run();
        }
    }

    @Override
    public boolean writable() {
        return held != null;
    }

    @Override
    public void write(List<EnginePacket> packets) {
        Poll poll = held;
        held = null;
        String payload = PayloadCodec.encode(packets);
        unsent.addAndGet(payload.length());
        poll.answer(payload, () -> unsent.addAndGet(-payload.length()));
    }

    /** The session has gone elsewhere. */
    void refuse() {
        if (held != null) {
            held.refuse(Refusal.BAD_REQUEST);
            held = null;
        }
        abortPost();
    }

    @Override
    public long pendingBytes() {
        return unsent.get();
    }

    @Override
    public void whenDrained(Runnable action) {
        action.run();
    }

    @Override
    public void close() {
        if (held != null) {
            write(List.of(EnginePacket.NOOP));
        }
        abortPost();
    }
}
