package io.angelwire.domain.message;

import io.angelwire.domain.message.MessageRefusedException.Reason;
import io.angelwire.domain.room.RoomFacts;
import io.angelwire.domain.room.RoomFactsQuery;
import io.angelwire.domain.user.Role;
import io.angelwire.domain.user.User;
import io.angelwire.realtime.Room;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/** Who may read and write in the rooms of pitches and investments: who may be in them ({@link RoomFacts}). */
@ApplicationScoped
public class RoomAccess {

    /**
     * In the current transaction.
     *
     * @param room of a pitch or an investment
     * @throws MessageRefusedException if the room doesn't exist, or not for this participant
     */
    public RoomFacts require(Participant who, Room room) {
        return admitted(who, room)
                .orElseThrow(() -> new MessageRefusedException(
                        room.kind() == Room.Kind.PITCH ? Reason.PITCH_UNKNOWN : Reason.NOT_A_PARTY));
    }

    /** Whether there is such a room, and for this participant. */
    public boolean admits(Participant who, Room room) {
        return admitted(who, room).isPresent();
    }

    private Optional<RoomFacts> admitted(Participant who, Room room) {
        return Optional.ofNullable(RoomFactsQuery.facts(Set.of(room)).get(room))
                .filter(facts -> facts.admits(who.userId()) || isAdmin(who));
    }

    /** A token outlives a role that was taken away. */
    public boolean isAdmin(Participant who) {
        return who.claimsAdmin()
                && User.<User>findByIdOptional(who.userId())
                        .filter(user -> user.role == Role.ADMIN)
                        .isPresent();
    }
}
