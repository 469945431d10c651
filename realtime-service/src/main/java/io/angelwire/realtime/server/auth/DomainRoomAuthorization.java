package io.angelwire.realtime.server.auth;

import io.angelwire.domain.investment.Investment;
import io.angelwire.domain.pitch.Pitch;
import io.angelwire.realtime.Room;
import io.angelwire.realtime.server.protocol.ClientError;
import io.angelwire.realtime.server.protocol.ErrorCode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;

/**
 * Rights as the domain in Postgres has them: a published pitch is anybody's, a draft its founder's, an investment its
 * parties'; administrators see all. What somebody may not see looks to them as if it didn't exist.
 */
@ApplicationScoped
class DomainRoomAuthorization implements RoomAuthorization {

    private static final int TIMEOUT_SECONDS = 5;

    private final ExecutorService executor;

    DomainRoomAuthorization(@VirtualThreads ExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public CompletionStage<Optional<ClientError>> refusal(Caller caller, Room room) {
        return CompletableFuture.supplyAsync(
                () -> QuarkusTransaction.requiringNew()
                        .timeout(TIMEOUT_SECONDS)
                        .call(() -> decide(caller, room.kind(), UUID.fromString(room.key()))),
                executor);
    }

    private static Optional<ClientError> decide(Caller caller, Room.Kind kind, UUID id) {
        return switch (kind) {
            case PITCH -> pitch(caller, id);
            case INVESTMENT -> investment(caller, id);
            case USER, ADMIN -> throw new IllegalArgumentException("joined at connect only");
        };
    }

    private static Optional<ClientError> pitch(Caller caller, UUID id) {
        Optional<Pitch> pitch = Pitch.findWithFounder(id);
        if (pitch.isPresent() && (caller.isAdmin() || pitch.get().isVisibleTo(caller.userId()))) {
            return Optional.empty();
        }
        return Optional.of(ErrorCode.NOT_FOUND.because("There is no pitch with this id that you may see."));
    }

    private static Optional<ClientError> investment(Caller caller, UUID id) {
        Optional<Investment> investment = Investment.findWithParties(id);
        if (investment.isPresent() && (caller.isAdmin() || investment.get().isPartyTo(caller.userId()))) {
            return Optional.empty();
        }
        if (caller.isAdmin()) {
            return Optional.of(ErrorCode.NOT_FOUND.because("There is no investment with this id."));
        }
        return Optional.of(
                ErrorCode.NOT_A_PARTY.because("Only the investor and the founder of the startup are in this room."));
    }
}
