package io.angelwire.realtime.server.platform;

import io.angelwire.realtime.server.auth.Caller;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Finds the session that a client wants to go on with: among those whose connection has ended, or here among those whose
 * end has not been noticed yet.
 */
final class Recovery {

    private static final Logger LOG = Logger.getLogger(Recovery.class);

    private final SavedSessions saved;
    private final Map<String, PlatformClient> live = new ConcurrentHashMap<>();
    /** Those that are being saved. */
    private final Map<String, CompletionStage<?>> saving = new ConcurrentHashMap<>();

    Recovery(SavedSessions saved) {
        this.saved = saved;
    }

    void began(String pid, PlatformClient client) {
        live.put(pid, client);
    }

    /** Keeps the session for its client. */
    void ended(String pid, SavedSession session) {
        CompletionStage<?> save = saved.save(pid, session);
        saving.put(pid, save);
        live.remove(pid);
        save.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf("a session can't be kept for recovery: %s", failure.getMessage());
            }
            saving.remove(pid, save);
        });
    }

    /** The session is not to come back. */
    void ended(String pid) {
        live.remove(pid);
    }

    /** How many sessions are open, or not saved yet. */
    int unsaved() {
        return live.size() + saving.size();
    }

    /** Takes the session out: nobody else gets it. Empty if there is none; fails if that can't be told now. */
    CompletionStage<Optional<SavedSession>> take(String pid, Caller caller) {
        PlatformClient open = live.get(pid);
        CompletionStage<Optional<SavedSession>> taken = CompletableFuture.completedStage(Optional.empty());
        if (open != null && open.isOf(caller)) {
            taken = open.handOver();
        }
        return taken.thenCompose(found -> found.isPresent() ? CompletableFuture.completedStage(found) : takeSaved(pid));
    }

    private CompletionStage<Optional<SavedSession>> takeSaved(String pid) {
        CompletionStage<?> save = saving.get(pid);
        return save == null ? saved.take(pid) : save.thenCompose(done -> saved.take(pid));
    }
}
