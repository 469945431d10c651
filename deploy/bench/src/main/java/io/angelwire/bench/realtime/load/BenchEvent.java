package io.angelwire.bench.realtime.load;

import java.util.LinkedHashMap;
import java.util.Map;

/** The event that is published: a chat message of about 200 bytes, or one padded to more. */
final class BenchEvent {

    static final String NAME = "new_message";

    private BenchEvent() {}

    /** @param content length of the message's text */
    static Map<String, Object> data(int content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", "0198c0de-0000-7000-8000-00000000abcd");
        message.put("content", "x".repeat(content));
        message.put("sender_id", "0198c0de-0000-7000-8000-000000000001");
        message.put("created_at", "2026-01-01T12:00:00.123Z");
        message.put("message_type", "TEXT");
        return Map.of("message", message);
    }
}
