package io.angelwire.realtime.server.frame;

/** A text that goes to many clients; its frame is built once, when the first of them is behind a WebSocket. */
public final class SharedText {

    private final String text;
    /** Written without a lock: two threads at once build two equal frames. */
    private volatile WireFrame frame;

    public SharedText(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    public WireFrame frame() {
        WireFrame built = frame;
        if (built == null) {
            built = WireFrame.text(text);
            frame = built;
        }
        return built;
    }
}
