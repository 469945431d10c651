package io.angelwire.realtime.server.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.realtime.NodeNotices;
import io.angelwire.realtime.NodeNotices.Notice;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Does what all nodes are told, each notice once: live ones as they come, and after the subscription was down those that
 * came meanwhile. What was told before this node started is no business of its. Runs on the hub's loop.
 */
public final class NoticeReader {

    private static final Logger LOG = Logger.getLogger(NoticeReader.class);
    private static final String NOTHING_YET = "0-0";

    private final Executor loop;
    private final NodeNotices notices;
    private final Consumer<UUID> disconnect;
    private final ObjectMapper json;
    /** Where reading the log goes on; null until it is known where this node begins. */
    private String last;

    /** The newest that was done; null before the first. */
    private String done;

    /** @param disconnect ends a user's connections on this node */
    public NoticeReader(Executor loop, NodeNotices notices, Consumer<UUID> disconnect, ObjectMapper json) {
        this.loop = loop;
        this.notices = notices;
        this.disconnect = disconnect;
        this.json = json;
    }

    /** Tells every node to end the user's connections. */
    public static String disconnect(UUID userId) {
        return "{\"disconnect\":\"" + userId + "\"}";
    }

    /** Live notices arrive from now on. */
    public void subscribed() {
        if (last == null) {
            read(notices.newest(), this::beginBehind);
        } else {
            read(notices.after(last), missed -> missed.forEach(this::act));
        }
    }

    private void beginBehind(List<Notice> newest) {
        // A live one may have come first; or the newest is one that is still to come live, and is done then.
        if (last == null) {
            last = newest.isEmpty() ? NOTHING_YET : newest.get(0).id();
        }
    }

    /** A live notice, as it came on the channel. */
    public void received(String message) {
        try {
            act(NodeNotices.parse(message));
        } catch (IllegalArgumentException e) {
            LOG.warnf("dropped a notice that is none");
        }
    }

    private interface Use {
        void of(List<Notice> read);
    }

    private void read(CompletionStage<List<Notice>> reading, Use use) {
        reading.whenComplete((read, failure) -> loop.execute(() -> {
            if (failure == null) {
                use.of(read);
            } else {
                LOG.warnf("notices can't be read: %s", failure.getMessage());
            }
        }));
    }

    private void act(Notice notice) {
        if (done != null && compare(notice.id(), done) <= 0) {
            return;
        }
        done = notice.id();
        if (last == null || compare(done, last) > 0) {
            last = done;
        }
        try {
            JsonNode told = json.readTree(notice.text());
            if (told.path("disconnect").isTextual()) {
                disconnect.accept(UUID.fromString(told.get("disconnect").textValue()));
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            LOG.warnf("dropped a notice that is not understood");
        }
    }

    /** Ids of stream entries: {@code <milliseconds>-<number>}. */
    private static int compare(String one, String other) {
        int byTime = Long.compare(part(one, 0), part(other, 0));
        return byTime != 0 ? byTime : Long.compare(part(one, 1), part(other, 1));
    }

    private static long part(String id, int which) {
        return Long.parseLong(id.split("-", 2)[which]);
    }
}
