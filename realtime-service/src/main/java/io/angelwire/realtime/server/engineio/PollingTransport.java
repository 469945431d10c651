package io.angelwire.realtime.server.engineio;

import java.util.List;

/** Long-polling: packets leave as the answer to a GET that is held until there are any. */
final class PollingTransport implements Transport {

    static final String NAME = "polling";

    private Poll held;
    private boolean posting;

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

    /** @return false if a POST is under way */
    boolean beginPost() {
        if (posting) {
            return false;
        }
        posting = true;
        return true;
    }

    void endPost() {
        posting = false;
    }

    @Override
    public boolean writable() {
        return held != null;
    }

    @Override
    public void write(List<EnginePacket> packets) {
        Poll poll = held;
        held = null;
        poll.answer(PayloadCodec.encode(packets));
    }

    /** The session has gone elsewhere. */
    void refuse() {
        if (held != null) {
            held.refuse(Refusal.BAD_REQUEST);
            held = null;
        }
    }

    @Override
    public long pendingBytes() {
        return 0;
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
    }
}
