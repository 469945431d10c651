package io.angelwire.realtime.server.rights;

import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.auth.Caller;
import io.angelwire.realtime.server.auth.RoomAuthorization;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The rooms that a caller is in from the start besides its own: an administrator's are those of administrators. */
public final class StandingRooms implements Function<Caller, CompletionStage<List<Room>>> {

    private final RoomAuthorization authorization;
    private final List<Room> adminRooms;

    public StandingRooms(RoomAuthorization authorization, List<Room> adminRooms) {
        this.authorization = authorization;
        this.adminRooms = adminRooms;
    }

    @Override
    public CompletionStage<List<Room>> apply(Caller caller) {
        if (!caller.isAdmin() || adminRooms.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return authorization
                .refusal(caller, adminRooms.get(0))
                .thenApply(refusal -> refusal.isPresent() ? List.of() : adminRooms);
    }
}
