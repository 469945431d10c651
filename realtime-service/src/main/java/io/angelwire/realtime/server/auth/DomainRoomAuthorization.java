package io.angelwire.realtime.server.auth;

import io.angelwire.domain.room.RoomFacts;
import io.angelwire.domain.room.RoomFactsQuery;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.RealtimeConfig;
import io.angelwire.realtime.server.domain.DomainCalls;
import io.angelwire.realtime.server.protocol.ClientError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Rights as the domain in Postgres has them: a published pitch is anybody's, a draft its founder's, an investment its
 * parties'; administrators see all. Who is one is the token's word, unless the user is registered as something else: a
 * token outlives a role that was taken away.
 */
@ApplicationScoped
class DomainRoomAuthorization implements RoomAuthorization {

    private static final int MOST_REMEMBERED = 1_000;

    private final DomainCalls domain;
    private final BatchedLookup<Room, RoomFacts> facts;
    private final BatchedLookup<UUID, Boolean> formerAdmins;

    DomainRoomAuthorization(DomainCalls domain, RealtimeConfig config) {
        this.domain = domain;
        this.facts = new BatchedLookup<>(
                rooms -> domain.call(() -> RoomFactsQuery.facts(rooms)),
                config.rights().cache(),
                MOST_REMEMBERED,
                System::nanoTime);
        this.formerAdmins = new BatchedLookup<>(
                users -> domain.call(() -> asMap(RoomFactsQuery.notAdmins(users))),
                config.rights().cache(),
                MOST_REMEMBERED,
                System::nanoTime);
    }

    @Override
    public CompletionStage<Optional<ClientError>> refusal(Caller caller, Room room) {
        // A right that was just given must not be denied because of what is remembered: then it is looked up again.
        boolean remembered = facts.remembers(room) || formerAdmins.remembers(caller.userId());
        return decide(caller, room).thenCompose(refusal -> {
            if (refusal.isEmpty() || !remembered) {
                return CompletableFuture.completedFuture(refusal);
            }
            facts.forget(room);
            formerAdmins.forget(caller.userId());
            return decide(caller, room);
        });
    }

    private CompletionStage<Optional<ClientError>> decide(Caller caller, Room room) {
        CompletionStage<Boolean> former =
                caller.isAdmin() ? formerAdmins.get(caller.userId()) : CompletableFuture.completedFuture(null);
        CompletionStage<RoomFacts> known = room.kind() == Room.Kind.PITCH || room.kind() == Room.Kind.INVESTMENT
                ? facts.get(room)
                : CompletableFuture.completedFuture(null);
        return known.thenCombine(
                former,
                (found, noAdmin) -> new RoomRights(
                                found == null ? Map.of() : Map.of(room, found),
                                noAdmin == null ? Set.of() : Set.of(caller.userId()))
                        .refusal(caller, room));
    }

    @Override
    public CompletionStage<RoomRights> rights(Set<Room> rooms, Set<UUID> claimedAdmins) {
        return domain.call(() -> new RoomRights(RoomFactsQuery.facts(rooms), RoomFactsQuery.notAdmins(claimedAdmins)));
    }

    @Override
    public void forget(Room room) {
        facts.forget(room);
    }

    private static Map<UUID, Boolean> asMap(Set<UUID> users) {
        Map<UUID, Boolean> map = new HashMap<>();
        users.forEach(user -> map.put(user, true));
        return map;
    }
}
