package io.angelwire.realtime.server.frame;

/**
 * A text that goes to many clients; its frame is built once, when the first of them is behind a WebSocket. From then on the
 * frame is all that is kept: events are remembered for a while, and few clients want the text by itself.
 */
public final class SharedText {

    /** Null when there is a frame. */
    private volatile String text;
    /** Written without a lock: two threads at once build two equal frames. */
    private volatile WireFrame frame;

    public SharedText(String text) {
        this.text = text;
    }

    public String text() {
        String known = text;
        return known == null ? frame.text() : known;
    }

    /** About as many bytes as it takes on the wire. */
    public int size() {
        String known = text;
        return known == null ? frame.length() : known.length();
    }

    public WireFrame frame() {
        WireFrame built = frame;
        if (built == null) {
            built = WireFrame.text(text());
            frame = built;
            text = null;
        }
        return built;
    }
}
