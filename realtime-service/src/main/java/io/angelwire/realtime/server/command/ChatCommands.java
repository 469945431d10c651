package io.angelwire.realtime.server.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.angelwire.domain.message.Messages;
import io.angelwire.realtime.RealtimePublisher;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import io.angelwire.realtime.server.domain.DomainCalls;
import io.angelwire.realtime.server.hub.Hub;
import io.angelwire.realtime.server.presence.PresenceTracker;
import java.time.Duration;
import java.util.List;

/** Messages, who writes and has read them, and who is there. */
public final class ChatCommands {

    private ChatCommands() {}

    /** @param typingWindow in which the others are told once that somebody types */
    public static List<ClientCommand> of(
            Messages messages,
            DomainCalls domain,
            RoomAuthorization authorization,
            Hub hub,
            PresenceTracker presence,
            RealtimePublisher publisher,
            ObjectMapper json,
            Duration typingWindow) {
        return List.of(
                new SendMessage(messages, domain, json),
                new MarkRead(messages, domain),
                new Typing(hub, publisher, json, typingWindow),
                new GetPresence(authorization, presence));
    }
}
