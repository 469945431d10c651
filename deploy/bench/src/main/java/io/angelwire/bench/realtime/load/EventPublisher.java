package io.angelwire.bench.realtime.load;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** How events come to the server. */
interface EventPublisher {

    /** Publishes one event to each of these pitches' rooms (a room may come several times), in one round trip. */
    CompletionStage<Void> publish(List<String> pitchIds, Map<String, Object> data);
}
